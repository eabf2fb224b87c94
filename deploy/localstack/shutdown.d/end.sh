#!/bin/bash
# LocalStack runs this when it is stopped.
exec /opt/code/localstack/.venv/bin/python3 /order-saga/deploy/localstack/take_along.py end
