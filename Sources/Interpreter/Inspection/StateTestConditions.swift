package import QuickstepJSON
package import QuickstepPrimitives

/// The surroundings in which a state is tested.
package struct StateTestConditions: Sendable, Equatable {
    /// The state's raw input.
    package var input: JSONValue
    /// The variables that its expressions see.
    package var variables: JSONObject
    /// What `$$` names.
    ///
    /// A Map adds the item to it.
    package var context: JSONValue
    /// When the state is entered.
    package var enteredAt: Timestamp
    /// The key of every random draw.
    package var seed: UInt64
    /// How often each retrier was used already.
    package var retryCount: Int
    /// How many iterations of a Map have failed.
    package var failedIterations: Int
    /// What the reader of a Map has read.
    package var readItems: JSONValue?

    /// Makes conditions of their parts.
    package init(
        input: JSONValue,
        variables: JSONObject = [:],
        context: JSONValue,
        enteredAt: Timestamp,
        seed: UInt64,
        retryCount: Int = 0,
        failedIterations: Int = 0,
        readItems: JSONValue? = nil
    ) {
        self.input = input
        self.variables = variables
        self.context = context
        self.enteredAt = enteredAt
        self.seed = seed
        self.retryCount = retryCount
        self.failedIterations = failedIterations
        self.readItems = readItems
    }
}
