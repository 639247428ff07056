FROM python:3.11-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY static static
COPY templates templates
COPY lessons lessons
RUN python -m venv /opt/fallline && /opt/fallline/bin/pip install --no-cache-dir '.[postgres,redis]'

FROM python:3.11-slim
COPY --from=build /opt/fallline /opt/fallline
ENV PATH=/opt/fallline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    FALLLINE_HOST=0.0.0.0 \
    FALLLINE_PORT=8000 \
    FALLLINE_DATA=/var/lib/fallline \
    MPLCONFIGDIR=/tmp/matplotlib
RUN useradd --system --no-create-home fallline && install -d -o fallline -m 700 /var/lib/fallline
VOLUME /var/lib/fallline
USER fallline
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['FALLLINE_PORT'] + '/healthz', timeout=4)"]
CMD ["fallline", "serve"]
