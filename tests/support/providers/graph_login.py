"""Entra's v2.0 endpoints: openid-configuration of tenants, authorize with PKCE and consent, token with rotation."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.support.providers.graph import CLIENT, SECRET, Graph

SCOPES = {"openid", "profile", "email", "offline_access"}
LASTS = 3599
Answer = tuple[int, dict[str, str], bytes]


def _json(status: int, body: dict[str, Any]) -> Answer:
    return status, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(body).encode()


def refusal(status: int, error: str, number: int, words: str, **more: str) -> Answer:
    """Return an error as the token endpoint writes it."""
    trace, correlation = str(uuid4()), str(uuid4())
    return _json(
        status,
        {
            "error": error,
            "error_description": f"AADSTS{number}: {words} Trace ID: {trace} Correlation ID: {correlation}",
            "error_codes": [number],
            "timestamp": "2026-11-22 22:00:00Z",
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": f"https://login.microsoftonline.com/error?code={number}",
            **more,
        },
    )


def configuration(graph: Graph, tenant: str) -> Answer:
    """Return a tenant's openid-configuration, its cloud among it."""
    if tenant not in {"common", "organizations", graph.tenant, *graph.clouds, *_domains(graph)}:
        return refusal(400, "invalid_tenant", 90002, f"Tenant '{tenant}' not found.")
    own = tenant if tenant in {"common", "organizations", *graph.clouds} else graph.tenant
    base = f"{graph.url}/{own}"
    return _json(
        200,
        {
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "token_endpoint_auth_methods_supported": [
                "client_secret_post",
                "private_key_jwt",
                "client_secret_basic",
            ],
            "jwks_uri": f"{base}/discovery/v2.0/keys",
            "response_modes_supported": ["query", "fragment", "form_post"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "issuer": f"{base}/v2.0",
            "request_uri_parameter_supported": False,
            "userinfo_endpoint": "https://graph.microsoft.com/oidc/userinfo",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
            "http_logout_supported": True,
            "frontchannel_logout_supported": True,
            "end_session_endpoint": f"{base}/oauth2/v2.0/logout",
            "tenant_region_scope": "EU",
            "cloud_instance_name": "microsoftonline.com",
            "cloud_graph_host_name": "graph.windows.net",
            "msgraph_host": "graph.microsoft.com",
            "rbac_url": "https://pas.windows.net",
            **graph.clouds.get(tenant, {}),
        },
    )


def _domains(graph: Graph) -> set[str]:
    return {address.rpartition("@")[2] for address in graph.mailboxes}


def authorize(graph: Graph, tenant: str, query: dict[str, str]) -> Answer:
    """Sign the person in at once and send the browser back: with a code, or with why not."""
    assert tenant in {"common", "organizations", graph.tenant}
    assert (query["client_id"], query["response_type"], query.get("response_mode", "query")) == (
        CLIENT,
        "code",
        "query",
    )
    assert query["code_challenge_method"] == "S256"
    said: dict[str, str] = {"state": query["state"]}
    if graph.consent == "declined":
        words = "AADSTS65004: User declined to consent to access the app."
        said |= {"error": "access_denied", "error_subcode": "cancel", "error_description": words}
    elif graph.consent == "admin":
        words = "AADSTS90094: Postroom needs permission to access resources that only an admin can grant."
        said |= {"error": "access_denied", "error_description": words}
    else:
        code = f"0.AX{secrets.token_urlsafe(32)}"
        graph.codes[code] = query | {"person": graph.person}
        said |= {"code": code, "session_state": str(uuid4())}
    return 302, {"Location": f"{query['redirect_uri']}?{urlencode(said)}"}, b""


def token(graph: Graph, form: dict[str, str]) -> Answer:  # noqa: PLR0911 - one for each refusal
    """Give tokens for a code, or for a refresh token, which is replaced by a new one each time."""
    if (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
        return refusal(401, "invalid_client", 7000215, "Invalid client secret provided.")
    with graph.lock:
        if form.get("grant_type") == "authorization_code":
            known = graph.codes.pop(form.get("code", ""), None)
            digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
            if known is None or form.get("redirect_uri") != known["redirect_uri"]:
                return refusal(
                    400, "invalid_grant", 70008, "The provided authorization code is expired or used."
                )
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != known["code_challenge"]:
                return refusal(
                    400, "invalid_grant", 501481, "The Code_Verifier does not match the code_challenge."
                )
            return _tokens(graph, known["person"], known["scope"], known.get("nonce", ""))
        if form.get("grant_type") == "refresh_token":
            person = graph.refresh_tokens.pop(form.get("refresh_token", ""), None)
            if person is None:
                words = (
                    "The provided grant has expired due to it being revoked, a fresh auth token is needed."
                )
                return refusal(400, "invalid_grant", 50173, words, suberror="bad_token")
            return _tokens(graph, person, form.get("scope", ""))
    return refusal(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.")


def _tokens(graph: Graph, person: str, scope: str, nonce: str = "") -> Answer:
    access, refresh = f"eyJ0eXAiOiJKV1Qi.{secrets.token_urlsafe(48)}", f"1.AX{secrets.token_urlsafe(48)}"
    graph.tokens[access] = (person, graph.now() + timedelta(seconds=LASTS))
    wanted = scope.split()
    resources = " ".join(one for one in wanted if one not in SCOPES)
    body: dict[str, Any] = {
        "token_type": "Bearer", "scope": resources, "expires_in": LASTS, "ext_expires_in": LASTS, "access_token": access,
    }  # fmt: skip
    if "offline_access" in wanted or not wanted:
        graph.refresh_tokens[refresh] = person
        body["refresh_token"] = refresh
    if "openid" in wanted:
        body["id_token"] = id_token(graph, person, nonce)
    return _json(200, body)


def id_token(graph: Graph, person: str, nonce: str) -> str:
    """Return who signed in, as a JWT whose signature nobody here checks: it came over the token endpoint's own TLS."""
    now = int(graph.now().timestamp())
    claims = {
        "ver": "2.0", "iss": f"{graph.url}/{graph.tenant}/v2.0", "aud": CLIENT, "exp": now + LASTS, "iat": now, "nbf": now,
        "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ", "oid": graph.mailboxes[person].id, "tid": graph.tenant,
        "preferred_username": person, "name": graph.mailboxes[person].name, **({"nonce": nonce} if nonce else {}),
    }  # fmt: skip
    parts = [{"typ": "JWT", "alg": "RS256", "kid": "1LTMzakihiRla_8z2BEJVXeWMqo"}, claims]
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*coded, base64.urlsafe_b64encode(b"signature").decode()])
