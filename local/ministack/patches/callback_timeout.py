"""`TimeoutSeconds` of a task that waits for a callback: given as a JSONata expression, and counted from its start.

Why: MiniStack hands the expression itself to the timer, which then fails, while AWS evaluates it when the state
is entered. Every escalation step of Muster waits for a time that only its execution knows. And MiniStack begins to
count when the Lambda function that it called has returned, while on AWS the time of the call is part of it: a level
that is being paged for three seconds would put off the next one by three.
AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html (TimeoutSeconds, JSONata): it is how long a
task can run.

No longer needed when an execution whose `waitForTaskToken` task has `"TimeoutSeconds": "{% 1 %}"` ends with
States.Timeout after a second without this file, even where its function takes two.
"""

import contextvars
import time
from concurrent.futures import Future, wait

from ministack.core import concurrency
from ministack.services import stepfunctions

from patches.internals import find


def apply():
    execute_task = find(stepfunctions, "_execute_task")
    invoke_with_callback = find(stepfunctions, "_invoke_with_callback")
    call_lambda = find(stepfunctions, "_call_lambda")
    state_field = find(stepfunctions, "_jsonata_state_field")
    execution_error = find(stepfunctions, "_ExecutionError")
    spawn = find(concurrency, "spawn_background")
    waiting_task = contextvars.ContextVar("waiting_task", default=None)

    def execute_task_with_evaluated_timeout(state_def, raw_input, execution, ctx):
        if isinstance(state_def.get("TimeoutSeconds"), str):
            seconds = state_field(state_def, "TimeoutSeconds", "number", raw_input, ctx)
            if seconds <= 0 or seconds != int(seconds):
                raise execution_error(
                    "States.QueryEvaluationError",
                    f"The field 'TimeoutSeconds' must be a positive integer, but was {seconds}",
                )
            state_def = {**state_def, "TimeoutSeconds": int(seconds)}
        return execute_task(state_def, raw_input, execution, ctx)

    def invoke_with_callback_in_time(resource, input_data, token, state_def):
        if "TimeoutSeconds" not in state_def:
            return invoke_with_callback(resource, input_data, token, state_def)
        # MiniStack reads from it how long to wait once the function has been called.
        task = dict(state_def)
        before = waiting_task.set(task)
        try:
            return invoke_with_callback(resource, input_data, token, task)
        finally:
            waiting_task.reset(before)

    def call_lambda_in_time(func_ref, event):
        task = waiting_task.get()
        if task is None:
            return call_lambda(func_ref, event)
        deadline = time.monotonic() + task["TimeoutSeconds"]
        call = Future()

        def calling():
            try:
                call.set_result(call_lambda(func_ref, event))
            except Exception as error:
                call.set_exception(error)

        # As on AWS, the function runs on when the time of its task is over.
        spawn(calling, thread_name="callback")
        returned, _ = wait([call], timeout=task["TimeoutSeconds"])
        # What MiniStack waits for the callback next. One that was sent meanwhile is there already.
        task["TimeoutSeconds"] = max(0, deadline - time.monotonic())
        return call.result() if returned else None

    stepfunctions._execute_task = execute_task_with_evaluated_timeout
    stepfunctions._invoke_with_callback = invoke_with_callback_in_time
    stepfunctions._call_lambda = call_lambda_in_time
