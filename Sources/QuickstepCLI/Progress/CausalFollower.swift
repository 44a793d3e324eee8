import QuickstepJSON
import QuickstepPrimitives
import QuickstepRuntime
import QuickstepServiceKit

/// Follows what one effect causes, and shows it, until all of it is quiet.
struct CausalFollower: Sendable {
    let root: EffectID
    let runtime: Runtime
    let notices: AsyncStream<Notice>
    let consumedQueues: Set<String>
    let clock: ClockOption

    /// Ends when the tree is quiet or the runtime stops.
    func follow() -> Task<CausalTree, Never> {
        Task {
            let console = Console.standard
            var taken = 0
            var tree = CausalTree(root: root, consumedQueues: consumedQueues, clock: clock)
            var painter = LivePainter(console: console)
            var storeTrouble = StoreTrouble()
            for await notice in notices {
                taken += 1
                let belongs = tree.take(notice)
                if notice.service == "runtime", let text = Announcement.text(notice) { storeTrouble.say(text, console) }
                if belongs { announce(notice) }
                if belongs, painter.isDue { painter.paint(tree.lines(console.style, width: console.widthOrMax)) }
                guard tree.isQuiet, taken == runtime.noticeCount else { continue }
                // Quiet as far as was told. What is on its way is told before the runtime settles.
                await runtime.settle()
                if taken == runtime.noticeCount { break }
            }
            painter.paint(tree.lines(console.style, width: console.widthOrMax), isLast: true)
            return tree
        }
    }

    /// Says what the tree shows on a terminal only, and a person elsewhere should not have to wait for.
    private func announce(_ notice: Notice) {
        let console = Console.standard
        guard !console.errorIsTerminal else { return }
        if let until = Announcement.waitsUntil(notice), clock == .real,
            until.milliseconds(since: notice.time) > Announcement.longWaitMilliseconds
        {
            let state = notice.detail["details"]?["name"]?.stringValue ?? notice.detail["state"]?.stringValue ?? ""
            let text = Announcement.text(waitingUntil: until, from: notice.time, clock: clock)
            console.say("… \(state)  \(text)".printable)
        } else if notice.event == "InvocationRetryScheduled", let text = Announcement.text(notice) {
            console.say("… \(text)")
        }
    }
}
