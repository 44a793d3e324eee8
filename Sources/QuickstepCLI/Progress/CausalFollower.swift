import QuickstepRuntime
import QuickstepServiceKit

/// Follows what one effect causes, and shows it, until all of it is quiet.
struct CausalFollower: Sendable {
    let root: EffectID
    let runtime: Runtime
    let consumedQueues: Set<String>

    /// Subscribes at once, and ends when the tree is quiet or the runtime stops.
    func follow() -> Task<CausalTree, Never> {
        let taken = runtime.noticeCount
        let notices = runtime.notices(bufferSize: 100_000)
        let (root, runtime, consumedQueues) = (root, runtime, consumedQueues)
        return Task { [taken] in
            var taken = taken
            var tree = CausalTree(root: root, consumedQueues: consumedQueues)
            var painter = LivePainter(console: .standard)
            for await notice in notices {
                taken += 1
                if tree.take(notice) {
                    painter.paint(tree.lines(Console.standard.style, width: Console.standard.widthOrMax))
                }
                guard tree.isQuiet, taken == runtime.noticeCount else { continue }
                // Quiet as far as was told. What is on its way is told before the runtime settles.
                await runtime.settle()
                if taken == runtime.noticeCount { break }
            }
            painter.paint(tree.lines(Console.standard.style, width: Console.standard.widthOrMax), isLast: true)
            return tree
        }
    }
}
