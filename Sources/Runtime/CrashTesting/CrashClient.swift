import QuickstepJSON
package import QuickstepServiceKit

/// What a client has been told; what it was not told it asks for again.
package struct Acknowledged: Sendable, Equatable {
    /// The state machine's ARN.
    package var machine: String?
    /// The execution's ARN.
    package var execution: String?

    package init(machine: String? = nil, execution: String? = nil) {
        self.machine = machine
        self.execution = execution
    }
}

/// Who puts the state machine in place and starts the execution.
///
/// It lives longer than the processes that it asks, and repeats what got no answer.
package struct CrashClient: Sendable {
    /// A name of the client's own makes the start repeatable: the same name and input are the same execution.
    static let execution = "crash-test"

    package let subject: CrashSubject

    package init(_ subject: CrashSubject) {
        self.subject = subject
    }

    /// Asks for what was not acknowledged yet.
    ///
    /// - Parameters:
    ///   - runtime: The process that lives now.
    ///   - told: What earlier processes acknowledged.
    ///   - tell: Called with every acknowledgement.
    /// - Throws: The answer where it is an error; `ExecutionDoesNotExist` where the start was acknowledged and is lost.
    package func act(
        on runtime: Runtime,
        told: Acknowledged,
        tell: @Sendable (Acknowledged) -> Void
    ) async throws(ServiceError) {
        var told = told
        if let execution = told.execution {
            _ = try await runtime.describeExecution(execution)
            return
        }
        let machine: String
        if let known = told.machine {
            machine = known
        } else {
            machine = try await runtime.deploy(subject.definition, name: subject.machine)
            told.machine = machine
            tell(told)
        }
        told.execution = try await start(machine, runtime)
        tell(told)
    }

    /// What an answer says that a client should never be given.
    static func refusal(_ error: ServiceError) -> String {
        switch error.code {
        case "ExecutionDoesNotExist": "execution \(execution): its start was acknowledged, and it is lost"
        case "StateMachineDoesNotExist": "state machine: its deployment was acknowledged, and it is lost"
        default: "client: refused with \(error)"
        }
    }

    private func start(_ machine: String, _ runtime: Runtime) async throws(ServiceError) -> String {
        do throws(ServiceError) {
            return try await runtime.startExecution(of: machine, input: subject.input, name: Self.execution)
        } catch {
            // An earlier process started it and could not say so, and it has ended since.
            guard error.code == "ExecutionAlreadyExists" else { throw error }
            return machine.replacing(":stateMachine:", with: ":execution:") + ":" + Self.execution
        }
    }
}
