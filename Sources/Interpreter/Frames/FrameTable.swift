/// The frames of an execution by number.
///
/// Numbers are given out in order and children go as they succeed, so the frames that live are a short run of numbers, with
/// holes, besides the root: an array with an offset holds them without hashing and changes them in place.
struct FrameTable: Sendable {
    private var root: Frame?
    /// The number of the first slot.
    private var base = 1
    private var slots: [Frame?] = []
    /// How many slots at the front are empty.
    private var leading = 0

    /// The numbers of all frames, ascending.
    var ids: [FrameID] {
        (root == nil ? [] : [.root]) + slots.compactMap { $0?.id }
    }

    /// The first frames, and about how many there are in all.
    func sample(_ max: Int) -> (frames: [Frame], count: Int) {
        var frames = root.map { [$0] } ?? []
        for slot in slots.dropFirst(leading) {
            guard frames.count < max else { break }
            if let slot { frames.append(slot) }
        }
        return (frames, slots.count - leading + (root == nil ? 0 : 1))
    }

    subscript(_ id: FrameID) -> Frame? {
        get {
            guard id != .root else { return root }
            let index = id.number - base
            return slots.indices.contains(index) ? slots[index] : nil
        }
        _modify {
            if id == .root {
                yield &root
            } else if slots.indices.contains(id.number - base) {
                yield &slots[id.number - base]
            } else {
                var absent: Frame?
                yield &absent
            }
        }
    }

    /// Adds a frame whose number is greater than all before it.
    mutating func insert(_ frame: Frame) {
        guard frame.id != .root else {
            root = frame
            return
        }
        if slots.isEmpty {
            base = frame.id.number
            leading = 0
        }
        while base + slots.count < frame.id.number {
            slots.append(nil)
        }
        slots.append(frame)
    }

    mutating func remove(_ id: FrameID) {
        let index = id.number - base
        guard id != .root, slots.indices.contains(index) else { return }
        slots[index] = nil
        while let last = slots.last, last == nil {
            slots.removeLast()
        }
        while leading < slots.count, slots[leading] == nil {
            leading += 1
        }
        // Moving the rest is worth it only now and then.
        if leading > slots.count / 2 {
            slots.removeFirst(min(leading, slots.count))
            base += leading
            leading = 0
        }
    }
}

extension FrameTable: Equatable {
    /// Where the slots begin and where they have holes says nothing: the frames know their numbers.
    static func == (left: FrameTable, right: FrameTable) -> Bool {
        left.root == right.root && left.slots.compactMap { $0 } == right.slots.compactMap { $0 }
    }
}
