"""/t/: what lies behind a post's link."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.platform.observability import logger, metrics
from mandat.web.staff.site import site


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return site.answer(event, context)
