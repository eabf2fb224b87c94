"""Sees to it that the functions' containers go when LocalStack goes.

LocalStack removes them when it is stopped. So that none is left when it is killed, a container beside it waits for its end, removes
what is still there, and ends with it. Run inside LocalStack's container; no argument.
"""
import os
import sys
import time

import docker
from docker.errors import APIError, NotFound

PROJECT, SERVICE = "com.docker.compose.project", "com.docker.compose.service"


def start() -> None:
    client = docker.from_env()
    localstack = client.containers.get(os.environ["HOSTNAME"])
    socket = next(m["Source"] for m in localstack.attrs["Mounts"] if m["Destination"] == "/var/run/docker.sock")
    with open(__file__, encoding="utf-8") as source:
        client.containers.run(
            localstack.attrs["Image"],
            entrypoint=[sys.executable, "-c", source.read(), localstack.id, os.environ["ORDER_SAGA_PROJECT"]],
            volumes={socket: {"bind": "/var/run/docker.sock", "mode": "ro"}},
            network_mode="none",
            healthcheck={"test": ["NONE"]},
            init=True,
            auto_remove=True,
            detach=True,
        )


def take_along(localstack: str, project: str) -> None:
    client = docker.from_env()
    try:
        client.containers.get(localstack).wait(condition="not-running")
    except NotFound:
        pass
    labels = {"label": [f"{PROJECT}={project}", f"{SERVICE}=functions"]}
    # More than once: one may be on its way, and LocalStack may be at it too.
    for _ in range(10):
        for container in client.containers.list(all=True, filters=labels, ignore_removed=True):
            try:
                container.remove(force=True, v=True)
            except (NotFound, APIError):
                continue
        time.sleep(0.1)


if len(sys.argv) == 3:
    take_along(sys.argv[1], sys.argv[2])
else:
    start()
