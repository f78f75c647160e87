# syntax=docker/dockerfile:1
# Two stages: what builds the environment stays behind, the image runs as nobody in particular.

FROM python:3.13.14-slim AS environment
# scikit-surprise has wheels for common machines; elsewhere it is compiled here.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --requirement requirements.txt

FROM python:3.13.14-slim
RUN useradd --system --uid 10001 --home-dir /app matinee \
    && install --directory --mode 0700 --owner matinee /data
COPY --from=environment /opt/venv /opt/venv
WORKDIR /app
COPY recommender recommender
COPY storage storage
COPY bot bot
COPY scripts scripts
COPY data data
RUN /opt/venv/bin/python -m compileall -q /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data
USER 10001
VOLUME /data
EXPOSE 8080
# The web process is the same image with another command: python -m bot.web
CMD ["python", "-m", "bot"]
