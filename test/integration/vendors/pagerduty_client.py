"""Sends one event with PagerDuty's own Python client: trigger SUMMARY, acknowledge KEY or resolve KEY.

Prints the dedup key that the client gives back.
"""

import os
import sys

import httpx2
from pagerduty import EventsApiV2Client


class PlainHttp(httpx2.HTTPTransport):
    """The client takes only https:// addresses, and the local API Gateway speaks plain HTTP."""

    def handle_request(self, request):
        request.url = request.url.copy_with(scheme="http")
        return super().handle_request(request)


action, text = sys.argv[1:]
client = EventsApiV2Client(
    os.environ["ROUTING_KEY"],
    base_url=os.environ["MUSTER_URL"].replace("http://", "https://", 1),
    transport=PlainHttp(),
)
if action == "trigger":
    print(client.trigger(text, "db-7.example.com", severity="error", custom_details={"lag": "90 s"}))
elif action == "acknowledge":
    print(client.acknowledge(text))
else:
    print(client.resolve(text))
