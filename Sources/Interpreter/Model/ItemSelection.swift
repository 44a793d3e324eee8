package import QuickstepJSON
import QuickstepPrimitives
package import QuickstepStatesLanguage

/// Makes of each item of a map run what its execution gets: the item itself, or what the state's `ItemSelector` makes of it.
package struct ItemSelection: Sendable {
    /// An item as a map run has it.
    package struct Item: Sendable, Equatable {
        package let index: Int
        /// The member's name where an object is iterated.
        package let key: String?
        package let value: JSONValue
        /// Where it comes from: `STATE_DATA`, or an address in a bucket.
        package let source: String

        package init(index: Int, key: String? = nil, value: JSONValue, source: String = Item.stateData) {
            self.index = index
            self.key = key
            self.value = value
            self.source = source
        }

        package static let stateData = MapItem.stateData
    }

    private let selector: PayloadTemplate?
    private let surroundings: MapRunRequest.Surroundings
    private let variables: [String: JSONValue]
    private let seed: UInt64
    private let prefix: String

    /// The selection of a map run; every random draw is keyed by the seed and the item's index.
    package init(of request: MapRunRequest, by selector: PayloadTemplate?, seed: UInt64) {
        self.selector = selector
        surroundings = request.surroundings
        variables = Dictionary(
            request.surroundings.variables.map { ($0.key, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        self.seed = seed
        prefix = MachineTexts.prefix(state: request.state, enteredID: request.enteredID)
    }

    /// What an item's execution gets.
    ///
    /// - Throws: the failure of the selector, with the words that name the state.
    package func input(of item: Item) throws(EvaluationError) -> JSONValue {
        guard let selector else { return item.value }
        let surroundings = surroundings
        var scope = EvaluationScope(
            input: surroundings.input ?? [:],
            variables: variables,
            random: KeyedRandom(seed: seed, event: item.index, attempt: 0),
            context: {
                var context = surroundings.context?.objectValue ?? [:]
                context["Map"] = ["Item": .object(MapItem(item).contextMembers)]
                return .object(context)
            }
        )
        do throws(EvaluationError) {
            return try selector.evaluate(in: &scope)
        } catch {
            guard !error.isWhole else { throw error }
            throw EvaluationError(name: error.name, cause: prefix + error.cause, isWhole: true)
        }
    }
}

extension MapItem {
    fileprivate init(_ item: ItemSelection.Item) {
        self.init(index: item.index, key: item.key, value: item.value, source: item.source)
    }
}
