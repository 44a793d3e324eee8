import QuickstepJSON
import QuickstepPrimitives
import QuickstepStatesLanguage

extension Execution {
    mutating func enter(
        _ name: String,
        input: JSONValue,
        in id: FrameID,
        _ turn: inout Turn
    ) throws(MachineFault) {
        let compiled = try definition.state(name)
        var waitUntil: Timestamp?
        if case .wait(let wait) = compiled.state.kind {
            waitUntil = deadline(of: wait, compiled, input: input, in: id, at: turn.time)
        }
        turn.transitions += 1
        let change = Change.stateEntered(state: name, type: compiled.type, input: input, waitUntil: waitUntil)
        try emit(change, in: id, after: cursor(of: id), &turn)
    }

    /// The work of a state that was just entered, or that is repeated.
    mutating func work(_ id: FrameID, _ turn: inout Turn) throws(MachineFault) {
        let visit = try visit(of: id)
        let compiled = try definition.state(visit.state)
        switch compiled.state.kind {
        case .pass(let pass):
            try workPass(pass, compiled, visit, id, &turn)
        case .choice(let choice):
            try workChoice(choice, compiled, visit, id, &turn)
        case .wait(let wait):
            try workWait(wait, compiled, visit, id, &turn)
        case .succeed:
            try workSucceed(compiled, visit, id, &turn)
        case .fail(let fail):
            try workFail(fail, compiled, visit, id, &turn)
        case .task(let task):
            try workTask(task, compiled, visit, id, &turn)
        case .parallel(let parallel):
            try workParallel(parallel, compiled, visit, id, &turn)
        case .map(let map):
            try workMap(map, compiled, visit, id, &turn)
        }
    }

    /// What a level does after its last state.
    mutating func end(_ id: FrameID, output: JSONValue, _ turn: inout Turn) throws(MachineFault) {
        guard let role = frames[id]?.role else { throw .unknownFrame(id, sequence: lastSequence) }
        switch role {
        case .root:
            let change = Change.executionSucceeded(output: output, abandoned: everythingAwaited)
            try emit(change, in: id, after: cursor(of: id), &turn)
        case .iteration(_, let name, let item):
            let change = Change.iterationSucceeded(state: name, index: item.index)
            try emit(change, in: id, after: cursor(of: id), &turn)
        case .branch:
            // The event that left the branch's last state has ended the branch.
            throw .stuckFrame(id, phase: "ended")
        }
    }
}
