/// An open-addressing table from the hash of a key to its position among an object's members.
///
/// The table never decides an order: positions are looked up in it, members are listed from their array. The hash is
/// Swift's, seeded per process, so that no document can be made of colliding keys.
@frozen
@usableFromInline
struct JSONObjectIndex: Sendable {
    /// The number of members up to which an object is searched one by one, without a table.
    static let threshold = 8

    private static let vacant: Int32 = -1

    /// Positions by hash, at most half of them taken; a power of two in number, or none.
    @usableFromInline
    var slots: [Int32]

    /// Makes the index of a small object: no table.
    @inlinable
    init() {
        self.slots = []
    }

    /// Makes the table of members, or nil when a key is repeated.
    init?(uniqueKeysOf members: [JSONObjectMember]) {
        self.slots = []
        guard self.rebuild(for: members) else { return nil }
    }

    /// Whether there is no table.
    @inlinable
    var isEmpty: Bool { self.slots.isEmpty }

    /// Finds a key.
    func position(of key: String, in members: [JSONObjectMember]) -> Int? {
        let mask = self.slots.count &- 1
        var slot = key.hashValue & mask
        while self.slots[slot] != Self.vacant {
            let position = Int(self.slots[slot])
            if members[position].key.isIdentical(to: key) { return position }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// Takes up the last member, which was just appended.
    mutating func noteAppended(to members: [JSONObjectMember]) {
        guard members.count > Self.threshold else { return }
        if members.count &* 2 > self.slots.count {
            self.rebuild(for: members)
        } else {
            self.insert(members.count &- 1, in: members)
        }
    }

    /// Forgets a member that is about to be removed, and moves those after it down by one.
    mutating func noteRemoval(at removed: Int, from members: [JSONObjectMember]) {
        guard !self.isEmpty else { return }
        guard members.count &- 1 > Self.threshold else {
            self.slots = []
            return
        }
        self.vacate(removed, in: members)
        let moved = Int32(truncatingIfNeeded: removed)
        for slot in self.slots.indices where self.slots[slot] > moved {
            self.slots[slot] &-= 1
        }
    }

    /// Makes the table anew with room to grow; returns whether all keys differ.
    @discardableResult
    private mutating func rebuild(for members: [JSONObjectMember]) -> Bool {
        var capacity = 32
        while capacity < members.count &* 2 { capacity &*= 2 }
        self.slots = [Int32](repeating: Self.vacant, count: capacity)
        var areUnique = true
        for position in members.indices where !self.insert(position, in: members) {
            areUnique = false
        }
        return areUnique
    }

    /// Enters the position of a member; returns false and leaves the first one when its key is there already.
    @discardableResult
    private mutating func insert(_ position: Int, in members: [JSONObjectMember]) -> Bool {
        let key = members[position].key
        let mask = self.slots.count &- 1
        var slot = key.hashValue & mask
        while self.slots[slot] != Self.vacant {
            if members[Int(self.slots[slot])].key.isIdentical(to: key) { return false }
            slot = (slot &+ 1) & mask
        }
        self.slots[slot] = Int32(truncatingIfNeeded: position)
        return true
    }

    /// Empties the slot of a position and closes the gap in its run, so that no search stops too early.
    private mutating func vacate(_ position: Int, in members: [JSONObjectMember]) {
        let mask = self.slots.count &- 1
        var gap = members[position].key.hashValue & mask
        while self.slots[gap] != Int32(truncatingIfNeeded: position) {
            guard self.slots[gap] != Self.vacant else { return }
            gap = (gap &+ 1) & mask
        }
        var candidate = (gap &+ 1) & mask
        while self.slots[candidate] != Self.vacant {
            let home = members[Int(self.slots[candidate])].key.hashValue & mask
            // The entry may fill the gap only when its home does not lie between the gap and its place.
            if (candidate &- home) & mask >= (candidate &- gap) & mask {
                self.slots[gap] = self.slots[candidate]
                gap = candidate
            }
            candidate = (candidate &+ 1) & mask
        }
        self.slots[gap] = Self.vacant
    }
}
