package import QuickstepJSONPath

/// One state: what all types share, and what is its own.
package struct State: Sendable, Equatable {
    package let name: String
    package let comment: String?
    /// What is selected from the raw input before the state works.
    package let inputPath: SelectedPath
    /// What is selected from the result before the state is left.
    package let outputPath: SelectedPath
    /// Where to go on success.
    ///
    /// `nil` for Choice, Succeed and Fail, which decide it themselves.
    package let transition: Transition?
    /// The variables assigned when the state succeeds (for Choice: when its `Default` is taken).
    package let assign: PayloadTemplate?
    package let retriers: [Retrier]
    package let catchers: [Catcher]
    package let kind: Kind

    package enum Kind: Sendable, Equatable {
        case task(TaskState)
        case pass(PassState)
        case choice(ChoiceState)
        case wait(WaitState)
        case succeed
        case fail(FailState)
        case parallel(ParallelState)
        case map(MapState)
    }

    package init(
        name: String,
        comment: String? = nil,
        inputPath: SelectedPath = .whole,
        outputPath: SelectedPath = .whole,
        transition: Transition?,
        assign: PayloadTemplate? = nil,
        retriers: [Retrier] = [],
        catchers: [Catcher] = [],
        kind: Kind
    ) {
        self.name = name
        self.comment = comment
        self.inputPath = inputPath
        self.outputPath = outputPath
        self.transition = transition
        self.assign = assign
        self.retriers = retriers
        self.catchers = catchers
        self.kind = kind
    }
}

/// The eight types a state can have, as the definition's `Type` spells them.
package enum StateType: String, Sendable, Equatable, CaseIterable, Codable {
    case task = "Task"
    case pass = "Pass"
    case choice = "Choice"
    case wait = "Wait"
    case succeed = "Succeed"
    case fail = "Fail"
    case parallel = "Parallel"
    case map = "Map"
}

extension State {
    package var type: StateType {
        switch kind {
        case .task: .task
        case .pass: .pass
        case .choice: .choice
        case .wait: .wait
        case .succeed: .succeed
        case .fail: .fail
        case .parallel: .parallel
        case .map: .map
        }
    }
}

/// Where a state leads on success.
package enum Transition: Sendable, Equatable {
    case next(String)
    case end
}

/// `InputPath` and `OutputPath`: a path, or `null`, which selects the empty object.
package enum SelectedPath: Sendable, Equatable {
    /// The default, `$`.
    case whole
    /// `null`.
    case nothing
    case path(JSONPath)
}

/// `ResultPath`: where a result is put into the raw input.
package enum ResultPath: Sendable, Equatable {
    /// The default, `$`: the result replaces the input.
    case replace
    /// `null`: the result is dropped.
    case discard
    /// A reference path into the raw input.
    case path(JSONPath)
}

/// A count or a number of seconds: a constant, or a path that finds it when the state is entered.
package enum IntegerField: Sendable, Equatable {
    case constant(Int)
    case path(JSONPath)
}

/// A percentage: a constant, or a path that finds it when the state is entered.
package enum PercentageField: Sendable, Equatable {
    case constant(Double)
    case path(JSONPath)
}

/// A text: a constant, a path, or an intrinsic function that returns text (`ErrorPath`, `CausePath`).
package enum TextField: Sendable, Equatable {
    case constant(String)
    case path(JSONPath)
    case intrinsic(IntrinsicCall)
}
