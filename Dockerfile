# One image for every process of Postroom; the command says which.
FROM python:3.13-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/srv/postroom POSTROOM_STATE=/var/lib/postroom \
    POSTROOM_HOST=0.0.0.0 POSTROOM_SMTP_HOST=0.0.0.0

WORKDIR /srv/postroom
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt \
    && useradd --system --home-dir /var/lib/postroom --create-home postroom
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
