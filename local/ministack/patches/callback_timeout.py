"""`TimeoutSeconds` of a task that waits for a callback, given as a JSONata expression.

Why: MiniStack hands the expression itself to the timer, which then fails, while AWS evaluates it when the state
is entered. Every escalation step of Muster waits for a time that only its execution knows.
AWS: https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html (TimeoutSeconds, JSONata).

No longer needed when an execution whose `waitForTaskToken` task has `"TimeoutSeconds": "{% 1 %}"` ends with
States.Timeout after a second without this file.
"""

from ministack.services import stepfunctions

from patches.internals import find


def apply():
    execute_task = find(stepfunctions, "_execute_task")
    state_field = find(stepfunctions, "_jsonata_state_field")
    execution_error = find(stepfunctions, "_ExecutionError")

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

    stepfunctions._execute_task = execute_task_with_evaluated_timeout
