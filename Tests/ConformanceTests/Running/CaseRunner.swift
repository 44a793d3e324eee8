import QuickstepJSON
import QuickstepLambda
import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

@testable import QuickstepRuntime

/// Runs one case after another, each in a runtime of its own.
struct CaseRunner: Sendable {
    /// How much real time a case may take.
    static let timeMax = Duration.seconds(60)

    func run(_ recorded: ConformanceCase) async -> CaseResult {
        if let feature = MissingFeature.known(of: recorded) {
            return CaseResult(recorded: recorded, verdict: .notYet(feature), isFed: false)
        }
        if recorded.kind == .jsonata {
            return CaseResult(recorded: recorded, verdict: JSONataCase(recorded).verdict(), isFed: false)
        }
        let surroundings: Surroundings
        do {
            surroundings = try Surroundings(of: recorded)
        } catch {
            return CaseResult(recorded: recorded, verdict: Self.verdict(error), isFed: false)
        }
        // A case that hangs must not hang the others.
        let verdict = await withDeadline(Self.timeMax) { () async -> Verdict in
            do {
                let runtime = try await CaseRuntime.start(
                    functions: surroundings.functions,
                    isVirtual: recorded.suitsVirtualTime
                )
                var verdict: Verdict
                do {
                    verdict = try await CaseRun(recorded: recorded, runtime: runtime, surroundings: surroundings)
                        .judge()
                } catch {
                    verdict = Self.verdict(error)
                }
                // Whatever the case did, what it left must agree, and what was decided must be decided so again.
                if verdict.isPassed, let found = try await runtime.runtime.kernel.inspect().findings.first {
                    verdict = .failed("\(found.subject): \(found.message)")
                }
                await runtime.runtime.stop()
                return verdict
            } catch {
                return Self.verdict(error)
            }
        }
        return CaseResult(
            recorded: recorded,
            verdict: verdict ?? .failed("no end within \(Self.timeMax)"),
            isFed: surroundings.isFed
        )
    }

    private static func verdict(_ error: any Error) -> Verdict {
        switch error {
        case CaseEnd.notYet(let feature): .notYet(feature)
        case CaseEnd.failed(let note): .failed(note)
        case let error as ServiceError:
            MissingFeature.told(by: error).map(Verdict.notYet) ?? .failed("refused: \(error)")
        default: .failed("\(error)")
        }
    }
}

/// Waits for a result, but not for ever.
///
/// What is too late goes on alone: it may wait for what never comes.
func withDeadline<Success: Sendable>(
    _ time: Duration,
    _ body: @escaping @Sendable () async -> Success
) async -> Success? {
    await withCheckedContinuation { continuation in
        let once = Once(continuation)
        let timer = Task {
            try? await Task.sleep(for: time)
            once.resume(nil)
        }
        Task {
            once.resume(await body())
            timer.cancel()
        }
    }
}

/// Resumes a continuation the first time only.
private final class Once<Success: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Success?, Never>?>

    init(_ continuation: CheckedContinuation<Success?, Never>) {
        self.continuation = Mutex(continuation)
    }

    func resume(_ value: Success?) {
        let waiting = continuation.withLock { continuation in
            defer { continuation = nil }
            return continuation
        }
        waiting?.resume(returning: value)
    }
}

extension ConformanceCase {
    /// Whether time that jumps gives the answer that was recorded.
    ///
    /// It does not where somebody outside acts at a time of their own: stops an execution, or lets a callback time out.
    var suitsVirtualTime: Bool {
        if expected["status"] == "RUNNING" || during.contains(where: { $0["op"] == "StopExecution" }) { return false }
        if taskResults.contains(where: {
            $0.isTimeoutOfWorker || $0.isCallback && $0["resource"] == "startExecution.sync"
        }) {
            return false
        }
        return !steps.contains { step in
            let expected = step["expected"]?.compactText ?? ""
            // Virtual time does not pass the deadline of somebody outside by itself.
            return step["op"] == "StopExecution" || expected.contains(#""RUNNING""#)
                || expected.contains("ActivityTimedOut")
        }
    }
}

extension JSONValue {
    /// Whether a recorded task result is the timeout of a task that a worker outside should have answered.
    var isTimeoutOfWorker: Bool {
        guard self["failure"]?["event"]?.stringValue?.hasSuffix("TimedOut") == true else { return false }
        return isCallback || self["failure"]?["event"] == "ActivityTimedOut"
    }

    /// Whether a recorded task result came from whoever got the task's token.
    var isCallback: Bool {
        guard let resource = self["resource"]?.stringValue else { return false }
        return resource.hasSuffix(".waitForTaskToken")
            || resource == "startExecution.sync" && self["parameters"]?["Input"]?["TaskToken"] != nil
    }

    /// A recorded value as the JSON text that it was.
    ///
    /// Recordings have objects as such, and everything else as JSON text.
    var recordedText: String { stringValue ?? compactText }
}
