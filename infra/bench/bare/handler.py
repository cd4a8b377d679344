"""The floor of a cold start: Powertools' Logger, Metrics and resolver, PynamoDB's Model, no more.

It makes the calls that it is given, those of DynamoDB through PynamoDB and others through a plain
botocore client, and answers one string. CALLS is set by the measuring process.
"""

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model

CALLS = ()
logger = Logger()
metrics = Metrics()
resolver = APIGatewayRestResolver()
clients = {}


class Item(Model):
    class Meta:
        table_name = "mandat-bench"

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)


def client(service):
    if service not in clients:
        from botocore.session import get_session

        session = clients.setdefault("", get_session())
        clients[service] = session.create_client(service)
    return clients[service]


def ask(service, operation, params):
    if service == "dynamodb":
        Item._get_connection().connection.dispatch(operation, params)  # noqa: SLF001  the connection is PynamoDB's only way to a call that is given whole
    else:
        client(service)._make_api_call(operation, params)  # noqa: SLF001  same


@resolver.route(".+", method=["GET", "POST"])
def answer():
    for call in CALLS:
        ask(call[0], call[1], call[2])
    return Response(200, "text/html", "ok")


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event, context):
    return resolver.resolve(event, context)
