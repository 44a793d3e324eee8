import QuickstepJSON

extension Execution {
    /// Begins a level below `parent`.
    mutating func addFrame(_ role: Frame.Role, state: String, index: Int, parent: FrameID, cursor: Int, phase: Phase) {
        let id = nextFrameID
        lineages.append(Lineage(parent: parent, state: state, index: index))
        let frame = Frame(
            id: id,
            role: role,
            cursor: cursor,
            visit: nil,
            variables: frames[parent]?.variables ?? Variables(),
            phase: phase
        )
        frames.insert(frame)
        ready.append(id)
    }

    /// The number that the next level gets.
    var nextFrameID: FrameID {
        FrameID(lineages.count + 1)
    }

    mutating func removeFromReady(_ id: FrameID) {
        if ready.first == id {
            ready.removeFirst()
        } else {
            ready.removeAll { $0 == id }
        }
    }

    /// Gives up what a frame waits for.
    ///
    /// A frame that was in the middle of something is aborted; others stay as they are.
    mutating func release(_ id: FrameID) {
        guard let phase = frames[id]?.phase else { return }
        switch phase {
        case .waiting(let timer, _):
            awaited[timer.sequence] = nil
        case .running(let task):
            forget(task)
        case .runningMap(let mapRun):
            awaited[mapRun.run.sequence] = nil
        case .backingOff(let deadline):
            awaited[deadline.timer.sequence] = nil
        case .entering, .working, .branching, .mapping, .childFailed, .succeeded, .unsuccessful:
            break
        case .ended, .failed, .aborted:
            return
        }
        frames[id]?.phase = .aborted(brood: phase.brood, entry: phase.entry)
    }

    /// Aborts a frame and takes it from the queue.
    mutating func abort(_ id: FrameID) {
        release(id)
        removeFromReady(id)
    }

    /// Aborts all frames below one.
    mutating func abortDescendants(of id: FrameID) {
        for descendant in descendants(of: id) {
            abort(descendant)
        }
    }

    /// Forgets all frames below one.
    mutating func dropDescendants(of id: FrameID) {
        for descendant in descendants(of: id) {
            abort(descendant)
            frames.remove(descendant)
        }
    }

    /// The frames below one, each before those below it, siblings by index.
    func descendants(of id: FrameID) -> [FrameID] {
        var found: [FrameID] = []
        var open = children(of: id)
        while let next = open.popLast() {
            found.append(next)
            open += children(of: next)
        }
        return found
    }

    private func children(of id: FrameID) -> [FrameID] {
        frames[id]?.phase.brood?.children.reversed().compactMap { $0 } ?? []
    }

    /// Changes the children that a frame keeps, in place: the brood leaves the phase meanwhile, so its arrays are not copied.
    ///
    /// It answers `nil` where the frame has no children at work.
    mutating func updateBrood<Result>(of id: FrameID, _ change: (inout Brood) -> Result) -> Result? {
        if case .branching(var brood) = frames[id]?.phase {
            frames[id]?.phase = .working
            defer { frames[id]?.phase = .branching(brood) }
            return change(&brood)
        }
        if case .mapping(var brood) = frames[id]?.phase {
            frames[id]?.phase = .working
            defer { frames[id]?.phase = .mapping(brood) }
            return change(&brood)
        }
        return nil
    }
}
