import Logging
import QuickstepPrimitives
import Testing

@testable import QuickstepCLI

struct LogTextTests {
    private func line(_ message: String, _ metadata: Logger.Metadata = [:]) -> String {
        LogText.line(at: Timestamp(milliseconds: 1_735_689_600_123), .warning, message, metadata)
    }

    @Test func `a line has the time, the level, the message and the metadata in the order of its names`() {
        #expect(
            line("ExecutionEnded", ["status": "FAILED", "execution": "arn:aws:states:x", "cause": "no \"lamp\" left"])
                == #"time=2025-01-01T00:00:00.123Z level=warning msg=ExecutionEnded cause="no \"lamp\" left" "#
                + "execution=arn:aws:states:x status=FAILED"
        )
    }

    @Test func `one event is one line, whatever it holds`() {
        let text = line("a\nb", ["x": "\u{1B}[2J\r\t=", "y": "", "z": "ü\\"])
        #expect(text.hasSuffix(#"msg="a\nb" x="\u{1b}[2J\r\t=" y="" z="ü\\""#))
        #expect(!text.contains("\n"))
    }
}
