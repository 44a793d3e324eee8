package import QuickstepJSON

/// A map run that is to begin: everything that its state decides of it.
package struct MapRunRequest: Sendable, Equatable {
    /// What the execution calls the run.
    package let run: TaskID
    /// The name of the Map state.
    package let state: String
    /// The id of the event that entered the state: failures of its expressions cite it.
    package let enteredID: Int
    package let arn: String
    /// The items, an array or an object; `nil` where a reader supplies them.
    package let items: JSONValue?
    package let reading: Reading?
    /// `MaxConcurrency`; 0 sets no limit of its own.
    package let concurrency: Int
    package let tolerance: Tolerance
    package let batch: Batch?
    /// Where results are stored; `nil` where they are not.
    package let writing: JSONValue?
    /// What the state's `ItemSelector` may look at besides the item.
    package let surroundings: Surroundings

    /// What the reader is given.
    package struct Reading: Sendable, Equatable {
        package let arguments: JSONValue
        package let maxItems: Int?

        package init(arguments: JSONValue, maxItems: Int? = nil) {
            self.arguments = arguments
            self.maxItems = maxItems
        }
    }

    /// How many items may fail.
    package struct Tolerance: Sendable, Equatable {
        package var count: Int?
        package var percentage: Double?

        package init(count: Int? = nil, percentage: Double? = nil) {
            self.count = count
            self.percentage = percentage
        }
    }

    /// How items are put together.
    package struct Batch: Sendable, Equatable {
        package let maxItems: Int?
        package let maxBytes: Int?
        package let input: JSONValue?

        package init(maxItems: Int?, maxBytes: Int?, input: JSONValue?) {
            self.maxItems = maxItems
            self.maxBytes = maxBytes
            self.input = input
        }
    }

    /// What an `ItemSelector` reads; each part is `nil`, or empty, where it reads none of it.
    package struct Surroundings: Sendable, Equatable {
        /// The state's effective input.
        package let input: JSONValue?
        /// The context object, without an item.
        package let context: JSONValue?
        package let variables: JSONObject

        package init(input: JSONValue? = nil, context: JSONValue? = nil, variables: JSONObject = [:]) {
            self.input = input
            self.context = context
            self.variables = variables
        }
    }

    package init(
        run: TaskID,
        state: String,
        enteredID: Int,
        arn: String,
        items: JSONValue?,
        reading: Reading? = nil,
        concurrency: Int = 0,
        tolerance: Tolerance = Tolerance(),
        batch: Batch? = nil,
        writing: JSONValue? = nil,
        surroundings: Surroundings = Surroundings()
    ) {
        self.run = run
        self.state = state
        self.enteredID = enteredID
        self.arn = arn
        self.items = items
        self.reading = reading
        self.concurrency = concurrency
        self.tolerance = tolerance
        self.batch = batch
        self.writing = writing
        self.surroundings = surroundings
    }
}
