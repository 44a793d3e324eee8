package import QuickstepJSON
package import QuickstepLambda
package import QuickstepPrimitives

/// The workflow that is run and crashed, and everything that it needs.
package struct CrashSubject: Sendable {
    /// The definition as JSON text.
    package var definition: String
    /// The state machine's name.
    package var machine: String
    package var input: JSONValue
    /// The functions of one run.
    ///
    /// Asked for once a run, so that a handler which keeps state of its own begins each run anew.
    package var functions: @Sendable () -> [Function]
    package var template: Template?
    package var seed: UInt64
    /// When virtual time begins.
    package var start: Timestamp

    package static let startDefault = Timestamp(milliseconds: 1_735_689_600_000)

    package init(
        definition: String,
        machine: String,
        input: JSONValue = [:],
        template: Template? = nil,
        seed: UInt64 = 1,
        start: Timestamp = startDefault,
        functions: @escaping @Sendable () -> [Function]
    ) {
        self.definition = definition
        self.machine = machine
        self.input = input
        self.template = template
        self.seed = seed
        self.start = start
        self.functions = functions
    }

    /// The seed of one process of a run.
    func seed(ofLife life: Int) -> UInt64 {
        seed &* 1000 &+ UInt64(life)
    }
}
