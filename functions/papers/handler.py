"""What is printed, as PDF: /surat by link. Its library lies in a layer of its own."""

from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from mandat.platform.observability import logger, metrics
from mandat.web.papers.site import SITE


@logger.inject_lambda_context(clear_state=True)
@metrics.log_metrics(capture_cold_start_metric=True)
def handle(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return SITE.answer(event, context)
