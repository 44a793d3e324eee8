/// Who a stored row belongs to: an execution, a queue, a bucket, and so on.
package struct Owner: Sendable, Hashable {
    /// The kinds of owner, with the byte that begins their keys.
    ///
    /// A byte is never reused for something else.
    package enum Kind: UInt8, Sendable, Hashable, CaseIterable {
        /// The runtime itself: format version, sequence reservations.
        case runtime = 0x01
        /// The index of timers by due time.
        case timers = 0x02
        /// Work that is to be handed to a handler.
        case work = 0x03
        case stateMachine = 0x10
        case execution = 0x11
        /// The executions of one state machine, apart from it so that machines can be listed without them.
        case executionList = 0x12
        /// One run of a distributed Map state.
        case mapRun = 0x13
        /// The tasks of one activity that no worker has taken yet.
        case activityTasks = 0x15
        case function = 0x20
        case queue = 0x30
        case topic = 0x40
        case bucket = 0x50
        case table = 0x60
        case pipe = 0x70
        case eventBus = 0x80
    }

    package let kind: Kind
    package let scope: Scope
    package let name: String

    package init(kind: Kind, scope: Scope = .standard, name: String) {
        self.kind = kind
        self.scope = scope
        self.name = name
    }

    /// The prefix of all keys of this owner.
    package var key: StoreKey {
        var bytes: [UInt8] = []
        // Room for the ends of the texts, a section and two numbers: most keys are built without being moved.
        bytes.reserveCapacity(scope.account.utf8.count + scope.region.utf8.count + name.utf8.count + 24)
        bytes.append(kind.rawValue)
        return StoreKey(bytes: bytes).text(scope.account).text(scope.region).text(name)
    }

    /// The prefix of one section of this owner's keys.
    package func section(_ code: UInt8) -> StoreKey {
        var key = key
        key.bytes.append(code)
        return key
    }

    /// The prefix of all owners of one kind in one scope.
    package static func all(_ kind: Kind, in scope: Scope) -> StoreKey {
        StoreKey(bytes: [kind.rawValue]).text(scope.account).text(scope.region)
    }
}
