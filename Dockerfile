# One image for every process of Postroom; the command says which.

# The agents' interface, made by the Node of a Python package as `./dev setup` makes it.
FROM python:3.13-slim-bookworm AS web
WORKDIR /srv/postroom
COPY requirements-web.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-web.txt
COPY web web
RUN python web/make.py

FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/srv/postroom POSTROOM_STATE=/var/lib/postroom \
    POSTROOM_HOST=0.0.0.0 POSTROOM_SMTP_HOST=0.0.0.0

WORKDIR /srv/postroom
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt \
    && useradd --system --home-dir /var/lib/postroom --create-home postroom
COPY --from=web /srv/postroom/build/web build/web
COPY domain domain
COPY application application
COPY projections projections
COPY api api
COPY infrastructure infrastructure
COPY LICENSE ./

USER postroom
VOLUME /var/lib/postroom
EXPOSE 8000 2525
ENTRYPOINT ["python", "-m", "infrastructure.cli"]
CMD ["serve", "--no-demo"]
