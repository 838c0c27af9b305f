"""The addresses of a plan's life."""

from __future__ import annotations

from django.urls import path

from . import views_comments, views_life, views_send

PLAN = "truong/<slug:slug>/ke-hoach/<slug:key>/"
OFFICE = "don-vi/<slug:slug>/cong-van/"

urlpatterns = [
    path(PLAN + "xem/", views_comments.plan_read, name="plan-read"),
    path(PLAN + "qua-trinh/", views_life.plan_life, name="plan-life"),
    path(PLAN + "buoc/<slug:step>/", views_life.plan_step, name="plan-step"),
    path(PLAN + "ban-hanh/", views_life.plan_issue, name="plan-issue"),
    path(PLAN + "xem-in/", views_life.plan_preview, name="plan-preview"),
    path(PLAN + "xem-in/<int:number>.png", views_life.plan_preview_page, name="plan-preview-page"),
    path(PLAN + "ban-pdf/", views_life.plan_file, {"kind": "pdf"}, name="plan-pdf"),
    path(PLAN + "ban-word/", views_life.plan_file, {"kind": "docx"}, name="plan-docx"),
    path(PLAN + "gui/", views_send.plan_send, name="plan-send"),
    path(PLAN + "cong-khai/", views_send.plan_publish, {"open_it": True}, name="plan-publish"),
    path(
        PLAN + "ngung-cong-khai/",
        views_send.plan_publish,
        {"open_it": False},
        name="plan-unpublish",
    ),
    path(PLAN + "gop-y/", views_comments.plan_comments, name="plan-comments"),
    path(
        PLAN + "gop-y/<int:number>/xong/", views_comments.comment_settle, name="plan-comment-settle"
    ),
    path(OFFICE, views_send.deliveries, name="deliveries"),
    path(OFFICE + "<int:number>/ban-in.pdf", views_send.delivery_pdf, name="delivery-pdf"),
    path(
        OFFICE + "<int:number>/nhan/",
        views_send.delivery_answer,
        {"answer": "nhan"},
        name="delivery-receive",
    ),
    path(
        OFFICE + "<int:number>/tra-lai/",
        views_send.delivery_answer,
        {"answer": "tra"},
        name="delivery-return",
    ),
    path("cong-khai/<slug:key>/", views_send.public_plan, name="public-plan"),
    path("cong-khai/<slug:key>/ban-in.pdf", views_send.public_plan_pdf, name="public-plan-pdf"),
]
