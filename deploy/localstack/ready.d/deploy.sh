#!/bin/bash
# LocalStack runs this once it is up: it deploys template.yaml as it would be deployed to AWS, and puts a catalogue and a first
# delivery of stock in place. Where a step fails, LocalStack ends, so that whoever waits for it is told.
set -uo pipefail
export AWS_DEFAULT_REGION=us-east-1 AWS_PAGER=
stack=order-saga
log=$(mktemp)

say() { echo "order-saga: $* (${SECONDS} s)"; }
fail() {
  sed 's/^/    /' "$log" >&2
  echo "order-saga: $*" >&2
  kill -TERM 1
  exit 1
}

invoke() { # invoke SERVICE PAYLOAD: until there is an answer that is no error. Both actions may arrive twice.
  local answer attempt
  for attempt in {1..8}; do
    answer=$(curl -sS --max-time 60 -X POST "http://localhost:4566/2015-03-31/functions/$stack-$1:live/invocations" -d "$2" 2>&1)
    case $answer in
      # A slow machine starts three JVMs at once for longer than a function may take.
      *errorType* | *errorMessage* | *__type* | '' | curl:*) say "$1 is not up yet: ${answer:0:200}" ;;
      *) return 0 ;;
    esac
    sleep 1
  done
  return 1
}

[ -S /var/run/docker.sock ] || fail "LocalStack has no Docker socket, and starts the functions with it: set ORDER_SAGA_DOCKER_SOCKET to your Docker's"

parameters=()
for parameter in ${ORDER_SAGA_PARAMETERS:-}; do
  [[ $parameter == *=* ]] || fail "ORDER_SAGA_PARAMETERS must be NAME=VALUE, several with blanks between them, not '$parameter'"
  parameters+=("ParameterKey=${parameter%%=*},ParameterValue=${parameter#*=}")
done

cd /order-saga || fail "docker-compose.yml mounts the template at /order-saga, and it is not there"
known=$(sed -n '/^Parameters:/,/^[A-Z]/s/^  \([A-Za-z0-9]*\):.*/\1/p' template.yaml)
for parameter in ${ORDER_SAGA_PARAMETERS:-}; do
  grep -qx "${parameter%%=*}" <<<"$known" ||
    fail "ORDER_SAGA_PARAMETERS names '${parameter%%=*}', and template.yaml has only: ${known//$'\n'/, }"
done
for zip in order-service/function/target/order-service payment-service/target/payment-service \
  inventory-service/target/inventory-service reconciler/function/target/reconciler; do
  [ -f "$zip-function.zip" ] || fail "$zip-function.zip is not built: ./mvnw -DskipTests package, then docker compose up again"
done

# Compose says whose the functions' containers are; what starts LocalStack in another way sees to them itself.
[ -z "${ORDER_SAGA_PROJECT:-}" ] || /opt/code/localstack/.venv/bin/python3 deploy/localstack/take_along.py start >"$log" 2>&1 ||
  fail "Docker does not answer on the socket that LocalStack was given"

# LocalStack would fetch it, too, and say nothing meanwhile.
runtime=public.ecr.aws/lambda/java:25
docker_api() { curl -sS --fail --unix-socket /var/run/docker.sock "$@"; }
docker_api "http://docker/images/$runtime/json" >"$log" 2>&1 || {
  say "fetching $runtime, 200 MB, this once"
  docker_api -X POST "http://docker/images/create?fromImage=${runtime%:*}&tag=${runtime#*:}" >"$log" 2>&1 &&
    ! grep -q '"error"' "$log" || fail "$runtime could not be fetched: docker pull $runtime says why"
}

say "LocalStack is up; storing the functions' zips"
awslocal s3 mb "s3://$stack-artifacts" >"$log" 2>&1 || fail "no bucket for the artifacts could be made"
awslocal cloudformation package --template-file template.yaml --s3-bucket "$stack-artifacts" \
  --output-template-file /tmp/packaged.yaml >"$log" 2>&1 || fail "template.yaml could not be packaged"

say "deploying the stack${ORDER_SAGA_PARAMETERS:+ with $ORDER_SAGA_PARAMETERS}"
# create-stack and a look every half second: cloudformation deploy does the same, and looks every half minute.
awslocal cloudformation create-stack --stack-name "$stack" --template-body file:///tmp/packaged.yaml \
  --parameters ParameterKey=Stage,ParameterValue=local "${parameters[@]}" --capabilities CAPABILITY_IAM CAPABILITY_AUTO_EXPAND \
  >"$log" 2>&1 || fail "template.yaml was refused"
cloudformation() { # cloudformation ACTION: about the stack, an answer in XML
  curl -sS --max-time 10 http://localhost:4566/ -d "Action=$1&Version=2010-05-15&StackName=$stack" \
    -H "Authorization: AWS4-HMAC-SHA256 Credential=test/20250101/us-east-1/cloudformation/aws4_request, SignedHeaders=host, Signature=none"
}
status=CREATE_IN_PROGRESS told=$SECONDS
while [ "$status" = CREATE_IN_PROGRESS ]; do
  sleep .5
  status=$(cloudformation DescribeStacks | sed -n 's|.*<StackStatus>\(.*\)</StackStatus>.*|\1|p')
  if [ "$status" = CREATE_IN_PROGRESS ] && [ $((SECONDS - told)) -ge 10 ]; then
    told=$SECONDS
    say "deploying the stack: $(cloudformation DescribeStackResources | grep -o '<ResourceStatus>CREATE_COMPLETE' | wc -l) resources are there"
  fi
done
[ "$status" = CREATE_COMPLETE ] || {
  awslocal cloudformation describe-stack-events --stack-name "$stack" --output text \
    --query "StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId, ResourceStatusReason]" >"$log" 2>&1
  fail "template.yaml could not be deployed: ${status:-no answer}"
}

# What order-service's REST has to know comes from the stack's outputs; Compose mounts this folder there, too.
if [ -d /order-saga/stack ]; then
  awslocal cloudformation describe-stacks --stack-name "$stack" --output text \
    --query 'Stacks[0].Outputs[].[OutputKey, OutputValue]' 2>"$log" | awk '
      $1 == "StateMachineArn" { print "STATE_MACHINE_ARN=" $2 }
      $1 == "RefundStateMachineArn" { print "REFUND_STATE_MACHINE_ARN=" $2 }
      $1 == "OrdersTable" { print "ORDERS_TABLE=" $2 }
      $1 == "ProductsTable" { print "PRODUCTS_TABLE=" $2 }
      $1 == "Stage" { print "STAGE=" $2 }
      $1 == "ReviewTimeoutSeconds" { print "REVIEW_TIMEOUT_SECONDS=" $2 }
      $1 == "StuckAfterMinutes" { print "STUCK_AFTER_MINUTES=" $2 }
      $1 == "PaymentFunction" { print "PAYMENT_FUNCTION=" $2 }
      $1 == "InventoryFunction" { print "INVENTORY_FUNCTION=" $2 }' >/order-saga/stack/rest.env
  [ "$(wc -l </order-saga/stack/rest.env)" -eq 9 ] || fail "the stack does not say what order-service's REST has to know"
fi

say "starting the functions: catalogue and stock are put in place"
# sku|name|price|pieces
products=(
  'espresso-beans-1kg|Espresso beans, 1 kg|1890|40'
  'v60-dripper|V60 dripper|2450|15'
  'burr-grinder|Burr grinder|12900|5'
  'copper-kettle|Copper kettle|8900|1'
  'milk-jug|Milk jug|1290|25'
  'precision-scale|Precision scale|5400|1'
)
each() { # each FUNCTION: calls it with the fields of every product, stops at the first that fails
  local product sku name price pieces
  for product in "${products[@]}"; do
    IFS='|' read -r sku name price pieces <<<"$product"
    "$1" || return 1
  done
}
list_product() {
  invoke order-service "{\"action\":\"listProduct\",\"sku\":\"$sku\",\"name\":\"$name\",\"unitPrice\":{\"amount\":$price,\"currency\":\"EUR\"}}"
}
receive_stock() {
  invoke inventory-service "{\"action\":\"receiveStock\",\"deliveryId\":\"opening-$sku\",\"sku\":\"$sku\",\"quantity\":$pieces}"
}
# All at once: each starts a JVM. Payment is asked about an order that is none, so that the first order finds it warm.
each list_product & catalogue=$!
each receive_stock & stock=$!
invoke payment-service '{"action":"describePayment","orderId":"none"}' & payment=$!
wait "$catalogue" || fail "order-service did not take the catalogue"
wait "$stock" || fail "inventory-service did not take the stock"
wait "$payment" || fail "payment-service did not answer"

touch /tmp/order-saga-deployed
say "deployed"
