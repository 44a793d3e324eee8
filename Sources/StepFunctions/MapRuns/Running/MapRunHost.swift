import QuickstepPrimitives
import QuickstepServiceKit
import Synchronization

/// Lets map runs go on when there is something for them to do, each on one task at a time.
final class MapRunHost: Sendable {
    private struct Slot {
        var isWanted = false
        var isDraining = false
        var shell: MapRunShell?
    }

    private let kernel: Kernel
    private let definitions: DefinitionCache
    private let children: ExpressChildren
    private let slots = Mutex<[Owner: Slot]>([:])

    init(kernel: Kernel, definitions: DefinitionCache, children: ExpressChildren) {
        self.kernel = kernel
        self.definitions = definitions
        self.children = children
    }

    /// Lets a run look at what there is to do, and returns.
    func look(at owner: Owner) {
        let mustDrain = slots.withLock { slots in
            slots[owner, default: Slot()].isWanted = true
            guard slots[owner]?.isDraining == false else { return false }
            slots[owner]?.isDraining = true
            return true
        }
        guard mustDrain else { return }
        kernel.activity.begin()
        Task {
            await drain(owner)
            kernel.activity.end()
        }
    }

    /// Forgets what every run has read: it may rest on what never became durable.
    func dropAll() {
        slots.withLock { slots in
            for owner in slots.keys { slots[owner]?.shell = nil }
        }
    }

    /// How long a run waits whose turn could not be stored.
    private static let retryDelayMilliseconds: Int64 = 500

    private func drain(_ owner: Owner) async {
        while let known = next(owner) {
            do throws(ServiceError) {
                try await goOn(owner, known)
            } catch {
                keep(nil, owner)
                // The next start finds what there is to do.
                guard error != .runtimeStopped else { return }
                guard error.isRetryable else {
                    await MapRunShell.giveUp(owner, because: error.description, kernel)
                    continue
                }
                let due = kernel.clock.now.adding(milliseconds: Self.retryDelayMilliseconds)
                await kernel.timers.nap(until: due)
                // A nap that ends early was ended by the runtime's end.
                guard kernel.clock.now >= due else { return }
                slots.withLock { $0[owner]?.isWanted = true }
            }
        }
    }

    private func goOn(_ owner: Owner, _ known: MapRunShell?) async throws(ServiceError) {
        var shell: MapRunShell
        if let known {
            shell = known
        } else {
            guard let loaded = try await MapRunShell.load(owner, kernel, definitions, children) else { return }
            shell = loaded
        }
        while try await shell.pass() {
            // Others get their turn.
            await Task.yield()
        }
        keep(shell.hasEnded ? nil : shell, owner)
    }

    /// What is known of a run that is wanted; `nil` where it is not.
    private func next(_ owner: Owner) -> MapRunShell?? {
        slots.withLock { slots -> MapRunShell?? in
            guard var slot = slots[owner] else { return .none }
            guard slot.isWanted else {
                slot.isDraining = false
                slots[owner] = slot.shell == nil ? nil : slot
                return .none
            }
            slot.isWanted = false
            let shell = slot.shell
            slot.shell = nil
            slots[owner] = slot
            return .some(shell)
        }
    }

    private func keep(_ shell: MapRunShell?, _ owner: Owner) {
        slots.withLock { $0[owner]?.shell = shell }
    }
}
