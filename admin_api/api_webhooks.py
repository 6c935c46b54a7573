"""Webhooks by program, for administrators: where news go, and what became of them."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from admin_api.access import Audience, audience
from admin_api.api_basics import Number
from admin_api.api_models import DeliveryOut, NewWebhook, WebhookMade, WebhookOut
from admin_api.parts import Parts
from admin_api.webhooks import WebhookDesk
from consultations.storage.webhooks import Delivery
from consultations.webhooks import Webhook


def add(routes: APIRouter, parts: Parts) -> None:
    desk = WebhookDesk(parts)

    @routes.get("/webhooks", tags=["webhooks"], summary="Where news go")
    @audience(Audience.ADMIN)
    def webhooks() -> list[WebhookOut]:
        return [webhook_out(one) for one in desk.all()[0]]

    @routes.get("/webhooks/deliveries", tags=["webhooks"], summary="What became of the newest messages")
    @audience(Audience.ADMIN)
    def deliveries() -> list[DeliveryOut]:
        return [delivery_out(one) for one in desk.all()[1]]

    @routes.post("/webhooks", tags=["webhooks"], status_code=201, summary="Send news somewhere")
    @audience(Audience.ADMIN)
    def add_webhook(request: Request, wanted: NewWebhook) -> WebhookMade:
        made, secret = desk.add(request, wanted.url, wanted.events)
        return WebhookMade(**webhook_out(made).model_dump(), secret=secret)

    @routes.delete(
        "/webhooks/{number}", tags=["webhooks"], status_code=204, summary="Send no more news there"
    )
    @audience(Audience.ADMIN)
    def remove_webhook(request: Request, number: Number) -> Response:
        desk.remove(request, number)
        return Response(status_code=204)


def webhook_out(one: Webhook) -> WebhookOut:
    return WebhookOut(id=one.id, url=one.url, events=sorted(one.events), made=one.made_at)


def delivery_out(one: Delivery) -> DeliveryOut:
    return DeliveryOut(
        webhook=one.webhook,
        event=one.kind,
        id=one.key,
        made=one.made_at,
        attempts=one.attempts,
        sent=one.sent_at,
        next_attempt=one.due_at,
        failure=one.failure,
    )
