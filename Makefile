# Các việc thường làm; gõ "make" để xem. Mọi lệnh chạy trong .venv do run.py lập.
.DEFAULT_GOAL := help
.PHONY: help check format test bench data docs lock demo serve samples load messages migrations
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

demo: ## mở bản minh họa trong trình duyệt
	python3 run.py demo

serve: ## chạy thật trên máy này (trang web, dữ liệu, việc nền)
	python3 run.py serve

samples: ## đọc, kiểm tra và in các kế hoạch mẫu bằng dòng lệnh
	python3 run.py samples

load: ## đo ứng dụng web với 200 trường × 3 năm
	$(PY) tools/load.py

messages: ## biên dịch lại lời tiếng Việt (.po → .mo)
	$(PY) tools/compile_messages.py

migrations: ## lập bước nâng cấp dữ liệu sau khi đổi các bảng
	$(PY) manage.py makemigrations caitien
