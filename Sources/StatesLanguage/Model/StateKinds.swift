package import QuickstepJSON
package import QuickstepJSONPath
package import QuickstepPrimitives

/// Hands its input on, or a fixed result.
package struct PassState: Sendable, Equatable {
    /// `Result`, taken verbatim.
    ///
    /// `.null` is a result; `nil` means that there is none.
    package let result: JSONValue?
    package let parameters: PayloadTemplate?
    package let resultPath: ResultPath

    package init(result: JSONValue?, parameters: PayloadTemplate?, resultPath: ResultPath) {
        self.result = result
        self.parameters = parameters
        self.resultPath = resultPath
    }
}

/// Branches on its input.
package struct ChoiceState: Sendable, Equatable {
    package let rules: [ChoiceRule]
    package let defaultState: String?

    package init(rules: [ChoiceRule], defaultState: String?) {
        self.rules = rules
        self.defaultState = defaultState
    }
}

/// Waits for a time.
package enum WaitState: Sendable, Equatable {
    case seconds(Int)
    case secondsPath(JSONPath)
    case timestamp(Instant)
    case timestampPath(JSONPath)
}

/// Ends its scope with an error.
package struct FailState: Sendable, Equatable {
    package let error: TextField?
    package let cause: TextField?

    package init(error: TextField?, cause: TextField?) {
        self.error = error
        self.cause = cause
    }
}

/// Runs its branches at the same time.
package struct ParallelState: Sendable, Equatable {
    package let branches: [StateScope]
    package let parameters: PayloadTemplate?
    package let resultSelector: PayloadTemplate?
    package let resultPath: ResultPath

    package init(
        branches: [StateScope],
        parameters: PayloadTemplate?,
        resultSelector: PayloadTemplate?,
        resultPath: ResultPath
    ) {
        self.branches = branches
        self.parameters = parameters
        self.resultSelector = resultSelector
        self.resultPath = resultPath
    }
}

/// Runs its processor once for each item: inline, or as executions of their own.
package struct MapState: Sendable, Equatable {
    /// `ItemsPath`, default `$`, applied to the effective input.
    package let itemsPath: JSONPath
    /// `ItemSelector` (or the legacy `Parameters`), evaluated once for each item.
    package let itemSelector: PayloadTemplate?
    package let processor: StateScope
    /// `MaxConcurrency`; 0 sets no limit of its own.
    package let maxConcurrency: IntegerField
    package let resultSelector: PayloadTemplate?
    package let resultPath: ResultPath
    /// `ToleratedFailureCount` or its path; heeded by the distributed mode only.
    package let toleratedFailureCount: IntegerField?
    /// `ToleratedFailurePercentage` or its path; heeded by the distributed mode only.
    package let toleratedFailurePercentage: PercentageField?
    /// What the mode DISTRIBUTED adds; `nil` in the mode INLINE.
    package let distributed: DistributedMap?

    package init(
        itemsPath: JSONPath,
        itemSelector: PayloadTemplate?,
        processor: StateScope,
        maxConcurrency: IntegerField,
        resultSelector: PayloadTemplate?,
        resultPath: ResultPath,
        toleratedFailureCount: IntegerField? = nil,
        toleratedFailurePercentage: PercentageField? = nil,
        distributed: DistributedMap? = nil
    ) {
        self.itemsPath = itemsPath
        self.itemSelector = itemSelector
        self.processor = processor
        self.maxConcurrency = maxConcurrency
        self.resultSelector = resultSelector
        self.resultPath = resultPath
        self.toleratedFailureCount = toleratedFailureCount
        self.toleratedFailurePercentage = toleratedFailurePercentage
        self.distributed = distributed
    }

    /// Whether an `ItemReader` supplies the items.
    package var readsItems: Bool { distributed?.reader != nil }

    /// Whether a `ResultWriter` stores the results, so that the state's result tells where.
    package var exportsResults: Bool { distributed?.writer?.exports ?? false }
}
