"""Runs commands of az against an Azure that takes everything, and prints each request that would have changed something.

Reads a JSON array of {words, piped}: the command without the leading `az`, and what it is given for /dev/stdin. Prints
{command, method, path, version, body}, a line a request. Sign-in and transport are put in place of the real ones; the rest is az.
"""

import json
import logging
import sys
import tempfile
from urllib.parse import parse_qs, urlsplit

import requests
from azure.cli.core import get_default_cli
from azure.cli.core._profile import Profile
from azure.core.credentials import AccessToken
from azure.core.pipeline.transport import RequestsTransport, RequestsTransportResponse

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
resources = {}
log = []


class Nobody:
    def get_token(self, *scopes, **options):
        return AccessToken("none", 4102444800)


def answer(method, path, body):
    """What Azure would say: what was put is there, and what was not is not."""
    if method in ("PUT", "PATCH"):
        made = {"id": path, "name": path.rsplit("/", 1)[-1], "properties": {}, **(body or {})}
        made["properties"] = {**made["properties"], "provisioningState": "Succeeded"}
        resources[path.lower()] = made
        return 200, made
    if method == "GET" and path.lower() in resources:
        return 200, resources[path.lower()]
    if method == "GET" and not path.startswith(f"/subscriptions/{SUBSCRIPTION}/resourceGroups/"):
        return 200, {"value": []}
    return 404, {"error": {"code": "ResourceNotFound", "message": path}}


def send(self, request, **options):
    address = urlsplit(request.url)
    body = json.loads(request.body) if request.body else None
    if request.method != "GET":
        version = parse_qs(address.query).get("api-version", [""])[0]
        log.append({"method": request.method, "path": address.path, "version": version, "body": body})
    status, said = answer(request.method, address.path, body)
    response = requests.Response()
    response.status_code = status
    response.headers["Content-Type"] = "application/json"
    response._content = json.dumps(said).encode()
    response._content_consumed = True
    return RequestsTransportResponse(request, response)


RequestsTransport.send = send
Profile.get_login_credentials = lambda self, *_, **__: (Nobody(), SUBSCRIPTION, SUBSCRIPTION)
Profile.get_subscription_id = lambda self, *_, **__: SUBSCRIPTION
Profile.get_subscription = lambda self, *_, **__: {"id": SUBSCRIPTION, "tenantId": SUBSCRIPTION, "state": "Enabled"}
logging.disable(logging.WARNING)

for command in json.load(sys.stdin):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as piped:
        piped.write(command["piped"])
        piped.flush()
        words = [piped.name if word == "/dev/stdin" else word for word in command["words"]]
        log.clear()
        try:
            get_default_cli().invoke(words, out_file=sys.stderr)
        except SystemExit as end:
            if end.code:
                print(f"az {' '.join(words)}: {end.code}", file=sys.stderr)
        for request in log:
            print(json.dumps({"command": command["words"], **request}))
