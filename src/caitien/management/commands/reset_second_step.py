"""`caitien-web reset_second_step EMAIL`: who lost the telephone or key of the second step."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caitien.accounts.services import drop_second_steps
from caitien.ui import clock
from caitien.ui.problems import Problem


class Command(BaseCommand):
    """Bỏ bước đăng nhập thứ hai của một tài khoản (khi mất điện thoại hoặc mất khóa truy cập)."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email", help="thư điện tử dùng để đăng nhập của tài khoản")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what is left to do."""
        try:
            user, count = drop_second_steps(email=options["email"], at=clock.now())
        except Problem as problem:
            raise CommandError(problem.message) from None
        if not count:
            self.stdout.write(f"{user} ({user.email}) không bật bước đăng nhập thứ hai.")
            return
        self.stdout.write(
            f"Đã bỏ bước đăng nhập thứ hai của {user} ({user.email}); việc này đã ghi vào nhật ký "
            "hệ thống. Mật khẩu không đổi. Người ấy đăng nhập bằng mật khẩu rồi bật lại ở “Tài "
            "khoản của tôi”."
        )
