import Logging
import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit

/// One call of a handler that runs in another process: what that asks for is done here, with the call's own context.
struct IsolatedCall {
    enum Outcome: Sendable {
        /// The handler returned or threw.
        case returned(WorkOutcome)
        /// Its process ended.
        case ended(ProcessEnding)
        /// The call's time is up, or nobody wants it any more.
        case givenUp
    }

    let process: HandlerProcess
    let context: FunctionContext
    /// How many times as fast as the machine's time the runtime's runs.
    let clockRate: Double

    func run(_ event: JSONValue) async -> Outcome {
        let call = RemoteInvocation(
            function: context.functionName,
            arn: context.functionARN,
            requestID: context.requestID,
            deadline: context.deadline,
            token: context.idempotencyToken,
            clientContext: context.clientContext,
            logLevel: context.logger.logLevel.rawValue,
            clockRate: clockRate,
            event: event
        )
        process.send(.invoke(call, now: context.now))
        return await withTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            var sleeps: [Int: AsyncStream<Void>.Continuation] = [:]
            for await message in process.messages {
                switch message {
                case .log(let level, let text):
                    context.logger.log(level: Logger.Level(rawValue: level) ?? .info, "\(text)")
                case .call(let number, let service, let operation, let parameters, let body):
                    group.addTask { await answer(number, service, operation, parameters, body) }
                case .sleep(let number, let due):
                    let (broken, breakOff) = AsyncStream.makeStream(of: Void.self)
                    sleeps[number] = breakOff
                    group.addTask { await sleep(number, until: due, unless: broken) }
                case .wake(let number):
                    sleeps.removeValue(forKey: number)?.finish()
                case .succeeded(let output):
                    return .returned(.succeeded(output))
                case .failed(let error, let cause):
                    return .returned(.failed(error: error, cause: cause))
                }
            }
            // The stream ends with its process, and for a task that is cancelled.
            return Task.isCancelled ? .givenUp : .ended(await process.ending)
        }
    }

    private func answer(
        _ number: Int,
        _ service: String,
        _ operation: String,
        _ parameters: JSONObject,
        _ body: [UInt8]?
    ) async {
        do throws(ServiceError) {
            let answer = try await context.services.call(service, operation, parameters, body: body)
            guard !process.send(.answer(number, answer, now: context.now)) else { return }
            throw ServiceError(
                code: "ResponseTooLarge",
                message: "The answer to \(service):\(operation) is too large for a handler in a process of its own."
            )
        } catch {
            process.send(.refusal(number, error, now: context.now))
        }
    }

    private func sleep(_ number: Int, until due: Timestamp, unless broken: AsyncStream<Void>) async {
        let context = context
        let span = Duration.milliseconds(max(0, due.milliseconds(since: context.now)))
        let isOver = await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await context.sleep(for: span)) != nil }
            group.addTask {
                for await _ in broken {}
                return false
            }
            defer { group.cancelAll() }
            return await group.next() ?? false
        }
        process.send(.woke(number, isCancelled: !isOver, now: context.now))
    }
}
