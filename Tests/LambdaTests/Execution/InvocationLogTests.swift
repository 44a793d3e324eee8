import Logging
import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct InvocationLogTests {
    private struct Broken: Error {}

    @Test func `metadata and errors stand behind the message, in order`() {
        let log = InvocationLog(clock: RuntimeClock(.virtual(startingAt: TestBed.start))) { _ in }
        var logger = log.logger(label: "f", level: .debug)
        logger[metadataKey: "b"] = "logger"
        logger[metadataKey: "a"] = "logger"
        #expect(logger[metadataKey: "b"] == "logger")
        logger.debug("one", metadata: ["b": "line"])
        logger.trace("not kept")
        logger.warning("two")
        #expect(log.lines.map(\.text) == ["one a=logger b=line", "two a=logger b=logger"])
        #expect(log.lines.map(\.level) == [.debug, .warning])
    }

    @Test func `lines past the bound are counted`() {
        let seen = Tally<String>()
        let log = InvocationLog(clock: RuntimeClock(.virtual(startingAt: TestBed.start))) { seen.append($0.text) }
        let logger = log.logger(label: "f", level: .info)
        for number in 1...1003 { logger.info("\(number)") }
        #expect(log.lines.count == 1001)
        #expect(log.lines.last?.text == "3 more lines were not kept.")
        #expect(seen.all.count == 1003)
    }
}
