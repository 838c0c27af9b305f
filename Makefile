# Các việc thường làm; gõ "make" để xem. Mọi lệnh chạy trong .venv do run.py lập.
.DEFAULT_GOAL := help
.PHONY: help check format test bench data docs lock demo
PY := python3 run.py python

help: ## xem danh sách này
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-12s %s\n", $$1, $$2}'

check: ## bức tường: định dạng, ruff, rồi mọi kiểm thử (có mypy, thứ tự các phòng, tài liệu mới)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	python3 run.py test

format: ## sửa định dạng và các lỗi ruff sửa được
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

test: ## toàn bộ kiểm thử (như CI)
	python3 run.py test

bench: ## đo thời gian: đọc, kiểm tra, 1.000 tệp, PDF, in
	$(PY) tools/bench.py

data: ## biên dịch lại dữ liệu quy định (YAML → JSON) sau khi sửa
	$(PY) tools/compile_data.py

docs: ## lập lại docs/cli.md và docs/checks.md
	$(PY) tools/docs.py

lock: ## lập lại requirements.lock và test.lock từ pyproject.toml (thêm UPGRADE=1 để lên bản mới)
	python3 tools/lock.py $(if $(UPGRADE),--upgrade)

demo: ## đọc, kiểm tra và in các kế hoạch mẫu
	python3 run.py demo
