"""What is asked of each server, over HTTP, the same of both. A workload that does not do what it should raises."""
import concurrent.futures
import json
import multiprocessing
import time
import uuid

from wire import ROLE, Connection

PROCESSES = 2
CONNECTIONS = 2


def chain(length, state):
    states = {}
    for number in range(1, length + 1):
        end = {"End": True} if number == length else {"Next": f"Step {number + 1}"}
        states[f"Step {number}"] = {**state, **end}
    return {"StartAt": "Step 1", "States": states}


def loop(turns):
    """A Choice that sends round a Pass which counts."""
    return {
        "StartAt": "Look",
        "States": {
            "Look": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.turn", "NumericLessThan": turns, "Next": "Turn"}],
                "Default": "Done",
            },
            "Turn": {"Type": "Pass", "Parameters": {"turn.$": "States.MathAdd($.turn, 1)"}, "Next": "Look"},
            "Done": {"Type": "Succeed"},
        },
    }


def deploy(connection, name, definition):
    answer = connection.states("CreateStateMachine", name=name, definition=json.dumps(definition), roleArn=ROLE)
    return answer["stateMachineArn"]


def start_execution(connection, machine, text):
    # Moto makes up no name, so it is given one; so is Quickstep.
    answer = connection.states("StartExecution", stateMachineArn=machine, input=text, name=str(uuid.uuid4()))
    return answer["executionArn"]


def end(connection, execution, pause=0.0):
    """Asks again and again until an execution has ended, and makes sure that it succeeded."""
    while True:
        answer = connection.states("DescribeExecution", executionArn=execution)
        if answer["status"] != "RUNNING":
            break
        time.sleep(pause)
    if answer["status"] != "SUCCEEDED":
        raise SystemExit(f"an execution ended otherwise: {answer}")
    return json.loads(answer["output"])


def one_after_the_other(port, machine, count):
    """Start to end, milliseconds each, ascending."""
    connection = Connection(port)
    times = []
    for _ in range(count):
        start = time.perf_counter()
        end(connection, start_execution(connection, machine, "{}"))
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)


def start_many(port, machine, count):
    connection = Connection(port)
    started = [start_execution(connection, machine, '{"order":17}') for _ in range(count)]
    for execution in started:
        if end(connection, execution, 0.002) != {"order": 17}:
            raise SystemExit("an execution lost its input")
    return count


def send_receive_delete(port, queue, count):
    connection = Connection(port)
    done = 0
    for number in range(count):
        connection.sqs("SendMessage", QueueUrl=queue, MessageBody=f"order {number}")
        # Whoever has sent one finds one, be it another's.
        for message in connection.sqs("ReceiveMessage", QueueUrl=queue).get("Messages", []):
            connection.sqs("DeleteMessage", QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            done += 1
    return done


def in_threads(work, port, target, count):
    with concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
        return sum(pool.map(lambda _: work(port, target, count), range(CONNECTIONS)))


def at_once(work, port, target, count):
    """Does some work on several connections of several processes, and answers how much was done in a second."""
    share = count // (PROCESSES * CONNECTIONS)
    with concurrent.futures.ProcessPoolExecutor(PROCESSES, multiprocessing.get_context("spawn")) as pool:
        # The processes are there before the clock starts.
        list(pool.map(abs, range(PROCESSES)))
        start = time.perf_counter()
        parts = [pool.submit(in_threads, work, port, target, share) for _ in range(PROCESSES)]
        done = sum(part.result() for part in parts)
        seconds = time.perf_counter() - start
    if done != share * PROCESSES * CONNECTIONS:
        raise SystemExit(f"{done} were done of {count}")
    return done / seconds


def transitions_per_second(server, executions, length):
    machine = deploy(Connection(server.port), "chain", chain(length, {"Type": "Pass"}))
    return at_once(start_many, server.port, machine, executions) * length


def sent_tasks_per_second(server, executions, length):
    """Tasks that send a message: the service integration that both have."""
    connection = Connection(server.port)
    queue = connection.sqs("CreateQueue", QueueName="tasks")["QueueUrl"]
    task = {
        "Type": "Task",
        "Resource": "arn:aws:states:::sqs:sendMessage",
        "Parameters": {"QueueUrl": queue, "MessageBody.$": "States.JsonToString($)"},
        "ResultPath": None,
    }
    machine = deploy(connection, "tasks", chain(length, task))
    rate = at_once(start_many, server.port, machine, executions) * length
    sent = connection.sqs("GetQueueAttributes", QueueUrl=queue, AttributeNames=["ApproximateNumberOfMessages"])
    if int(sent["Attributes"]["ApproximateNumberOfMessages"]) != executions * length:
        raise SystemExit(f"not every Task sent a message: {sent}")
    return rate


def loop_transitions_per_second(server, turns):
    connection = Connection(server.port)
    machine = deploy(connection, "loop", loop(turns))
    start = time.perf_counter()
    execution = start_execution(connection, machine, '{"turn":0}')
    if end(connection, execution, 0.001) != {"turn": turns}:
        raise SystemExit("the loop ended early")
    return 2 * turns / (time.perf_counter() - start)


def latencies(server, executions):
    machine = deploy(Connection(server.port), "only", chain(1, {"Type": "Pass"}))
    return one_after_the_other(server.port, machine, executions)


def messages_per_second(server, messages):
    queue = Connection(server.port).sqs("CreateQueue", QueueName="orders")["QueueUrl"]
    return at_once(send_receive_delete, server.port, queue, messages)
