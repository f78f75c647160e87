"""The page that describes the API: `/` leads there, and it is dark where the reader's system is."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import RedirectResponse

ASSETS = "/docs/assets"
STYLE_SECONDS = 3600

# The page is turned inside out and its hues turned back; what is dark already (code) and coloured stays.
STYLE = """\
@media (prefers-color-scheme: dark) {
  html { background: #14181d; color-scheme: dark; }
  body { background: #14181d; margin: 0; }
  .swagger-ui { filter: invert(0.9) hue-rotate(180deg); }
  .swagger-ui .highlight-code, .swagger-ui img {
    filter: invert(1) hue-rotate(180deg);
  }
}
"""

router = APIRouter(include_in_schema=False)


@router.get("/")
async def to_the_docs(request: Request) -> Response:
    """Lead a browser to the page that describes the API."""
    return RedirectResponse(f"{_root(request)}/docs", HTTPStatus.TEMPORARY_REDIRECT)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """Show the description; nothing on the page comes from another host."""
    root = _root(request)
    page = get_swagger_ui_html(
        openapi_url=f"{root}/openapi.json",
        title="Matinee",
        swagger_js_url=f"{root}{ASSETS}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{ASSETS}/swagger-ui.css",
        swagger_favicon_url=f"{root}{ASSETS}/favicon.png",
    )
    style = f'<link rel="stylesheet" href="{root}/docs/style.css">\n</head>'
    return Response(bytes(page.body).decode().replace("</head>", style, 1), media_type="text/html")


@router.get("/docs/style.css")
async def style() -> Response:
    """Return what is laid over the page's own style."""
    return Response(
        STYLE, media_type="text/css", headers={"Cache-Control": f"public, max-age={STYLE_SECONDS}"}
    )


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))
