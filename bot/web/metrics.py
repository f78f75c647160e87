"""GET /metrics: what this process counts and what the database knows, in Prometheus' text form."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.web.face import FaceHere, admit

router = APIRouter(tags=["operation"])


@router.get("/metrics", include_in_schema=False, dependencies=[Depends(admit)])
async def metrics(face: FaceHere) -> Response:
    """Everything there is to watch."""
    content = generate_latest(face.measures.registry)
    return Response(content, media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})
