"""Sees to it that the functions' containers go when LocalStack goes.

take_along.py start   when LocalStack is up: starts a container beside it that waits for its end. So none is left when it is killed.
take_along.py end     when LocalStack is stopped: removes the functions' containers, and the one that waits.
"""
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import docker
from docker.errors import APIError, DockerException, NotFound
from docker.models.containers import Container

WAITS_FOR = "dev.ordersaga.waits-for"


def start(client: docker.DockerClient) -> None:
    localstack = client.containers.get(os.environ["HOSTNAME"])
    socket = next(m["Source"] for m in localstack.attrs["Mounts"] if m["Destination"] == "/var/run/docker.sock")
    with open(__file__, encoding="utf-8") as source:
        client.containers.run(
            localstack.attrs["Image"],
            entrypoint=[sys.executable, "-c", source.read(), "wait", localstack.id],
            environment={"ORDER_SAGA_PROJECT": os.environ["ORDER_SAGA_PROJECT"]},
            volumes={socket: {"bind": "/var/run/docker.sock", "mode": "ro"}},
            labels={WAITS_FOR: localstack.id},
            network_mode="none",
            healthcheck={"test": ["NONE"]},
            init=True,
            auto_remove=True,
            detach=True,
        )


def wait(client: docker.DockerClient) -> None:
    try:
        client.containers.get(sys.argv[2]).wait(condition="not-running")
    except NotFound:
        pass
    # Until there is none twice in a row: one may have been on its way.
    empty = 0
    while empty < 2:
        empty = 0 if remove_functions(client) else empty + 1
        time.sleep(0.1)


def end(client: docker.DockerClient) -> None:
    localstack = client.containers.get(os.environ["HOSTNAME"])
    remove_functions(client)
    remove(client, f"{WAITS_FOR}={localstack.id}")


def remove_functions(client: docker.DockerClient) -> int:
    project = os.environ["ORDER_SAGA_PROJECT"]
    return remove(client, f"com.docker.compose.project={project}", "com.docker.compose.service=functions")


def remove(client: docker.DockerClient, *labels: str) -> int:
    containers = client.containers.list(all=True, filters={"label": list(labels)}, ignore_removed=True)
    with ThreadPoolExecutor() as at_once:
        list(at_once.map(remove_one, containers))
    return len(containers)


def remove_one(container: Container) -> None:
    try:
        container.remove(force=True, v=True)
    except (NotFound, APIError):
        pass  # LocalStack was at it too


try:
    {"start": start, "wait": wait, "end": end}[sys.argv[1]](docker.from_env())
except (DockerException, OSError) as refused:
    # One line: a stack trace would stand below the reason for which LocalStack ends, and hide it.
    sys.exit(f"order-saga: Docker does not answer {sys.argv[1]}: {refused}")
