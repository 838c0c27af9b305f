"""Which rime follows which onset: the table syllables are built from.

Rimes are written without tone, as after an ordinary onset; `spellings` turns a pair into letters.
Common rimes follow every onset of their class; a rime with few syllables names its onsets.
"""

from __future__ import annotations

from collections.abc import Iterator

# Without the empty onset; p stands apart (only in borrowed and place words).
ONSETS = """
b c ch d đ g gi h kh l m n ng nh ph r s t th tr v x
"""

# Rimes without a w-glide that follow every onset.
COMMON = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e em en eo
ep et ê êch êm ên ênh êt êu i ich im in inh ip it ia iêc iêm iên iêng iêp iêt iêu o oc oi om on
ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uôc uôi uôm uôn
uông uôt ư ưc ưng ưa ươc ươi ươm ươn ương ươt
"""

# Rimes with few syllables: the onsets they follow ("-" is the empty onset).
RARE = {
    "ec": "- b kh l m n s t th v x c",
    "eng": "- b c ch l m ph r s t v x",
    "êp": "b c d đ h l n ph r s t th x ch",
    "iu": "- b c ch d đ gi h kh l m n ng nh ph r s t th tr v x",
    "ooc": "b c đ h l m n ph s t v x ph r th",
    "oong": "b c ch đ g h l m n t x kh",
    "ưi": "- ch g h ng",
    "ưm": "- h",
    "ưn": "ch r",
    "ưt": "- b c ch d đ gi h kh l m n ng nh ph r s t v x",
    "ưu": "- b c h kh l m n ng s t tr đ d",
    "ươp": "- c ch l m n s t",
    "ươu": "b h kh r t ch",
    "oa": "- ch d đ g h kh l ng nh s t th x",
    "oac": "- ch h kh l ng nh s t x",
    "oach": "- h kh l s t th x ng",
    "oai": "- ch d đ h kh l ng nh s t th x",
    "oam": "- ng nh",
    "oan": "- ch d đ h kh l n ng r s t th v x",
    "oang": "- ch d đ h kh l ng nh t th x",
    "oanh": "- ch d đ h kh l ng nh t x",
    "oao": "- ng",
    "oap": "- ng",
    "oat": "- đ h kh l ng nh r s t th x",
    "oay": "- h kh l m ng nh t x",
    "oăc": "- h kh ng",
    "oăm": "- h ng",
    "oăn": "- kh ng t th x",
    "oăng": "- d gi h kh l ng nh t x",
    "oăt": "- ch h kh l ng nh t th",
    "oe": "- ch h kh l ng nh t th x",
    "oen": "- ch h kh ng nh t x",
    "oeo": "- kh ng",
    "oet": "- ch h kh l ng nh t x",
    "uân": "- ch d h kh l nh t th tr x",
    "uâng": "kh",
    "uât": "- ch kh l nh s t th tr x",
    "uây": "- kh ng",
    "uê": "- ch d h kh l ng nh t th x",
    "uêch": "ch h kh ng t x",
    "uênh": "ch đ h kh l x",
    "uơ": "h kh th",
    "uy": "- ch d đ h kh l n ng nh ph r s t th tr x",
    "uya": "kh l t x",
    "uych": "- h",
    "uyn": "l t",
    "uynh": "- h kh l r",
    "uyt": "- b h s t x",
    "uyp": "t",
    "uyu": "kh ng",
    "uyên": "- ch d h kh l ng nh s t th tr x",
    "uyêt": "d h kh ng s t th x",
}

# After qu (the glide is in the onset).
QU = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eo et ê êch ên ênh
êt i in it ich y ơ ơi ôc yên yêt ych ynh yt
"""

# After gi: the i of the onset is not written twice (gì, gìn, giếng).
GI = """
a ac ai am an ang anh ao ap at au ay ăm ăn ăng ăc ăt âc âm ân âng âp ât âu ây e em en eo ep et
êm ên êng êt êu o oc oi om on ong ot ô ôi ôn ông ôp ôt ơ ơi ơn u uc ui um un ung up ut ua uôc ư
ưt ưa ươc ương ươm ươi oăng
"""

P_WORDS = """
pa pac pan pang panh pao păc păng pe pê pêt pi pin pip pich pơ pô pôp pôt po pop poc pu pup pat
pông
"""

OPEN_Y_ONSETS = "h k l m s t th v n"


def _before_front(onset: str) -> str:
    """The onset as written before e, ê, i, y."""
    return {"c": "k", "g": "gh", "ng": "ngh"}.get(onset, onset)


def _write(onset: str, rime: str) -> str | None:
    """The onset as written before the rime; None where the pair is not written at all."""
    glide = rime[:2] in ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy")
    if onset == "c" and glide:
        return None  # written with qu
    if rime[0] in "eêiy":
        return _before_front(onset)
    return onset


def spellings() -> Iterator[tuple[str, str]]:
    """Every pair (onset as written, rime as written) of Vietnamese, without tones."""
    yield from (("qu", rime) for rime in QU.split())
    yield from (("gi", rime) for rime in GI.split())
    yield from (("g", rime) for rime in ("i", "in", "im"))
    yield from (("p", word[1:]) for word in P_WORDS.split())
    pairs = [(onset, rime) for rime in COMMON.split() for onset in ("", *ONSETS.split())]
    for rime, onsets in RARE.items():
        pairs += [("" if onset == "-" else onset, rime) for onset in onsets.split()]
    for onset, rime in pairs:
        if onset == "gi":
            continue
        written = _write(onset, rime)
        if written is None:
            continue
        if not onset and rime.startswith("iê"):
            rime = "y" + rime[1:]
        yield written, rime
    yield from ((onset, "y") for onset in ("", *OPEN_Y_ONSETS.split()))
