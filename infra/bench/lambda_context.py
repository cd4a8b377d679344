"""What Powertools reads of Lambda's context; it imports nothing that the measured code does not."""


class Context:
    function_name = "bench"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:ap-southeast-3:123456789012:function:bench"
    aws_request_id = "request-1"

    def get_remaining_time_in_millis(self):
        return 30_000
