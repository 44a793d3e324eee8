import QuickstepPrimitives
import Testing

@testable import QuickstepSQLiteStore

@Suite struct LockRecordTests {
    @Test func `a record is one line of JSON`() {
        let record = LockRecord(pid: 42, endpoint: nil, startedAt: Timestamp(milliseconds: 1_735_689_600_000))
        let text = String(decoding: record.bytes, as: UTF8.self)
        #expect(text == #"{"pid":42,"endpoint":null,"startedAt":"2025-01-01T00:00:00.000Z"}"# + "\n")
    }

    @Test(arguments: [nil, "http://127.0.0.1:8083", "a \"quoted\" \\ place\n"])
    func `a record is read back`(_ endpoint: String?) {
        let record = LockRecord(pid: 42, endpoint: endpoint, startedAt: Timestamp(milliseconds: 1))
        #expect(LockRecord(bytes: record.bytes) == record)
    }

    @Test(arguments: ["", "{", "[]", #"{"pid":"1"}"#, #"{"pid":1}"#, #"{"pid":1,"startedAt":"x"}"#, "\u{0}"])
    func `anything else is no record`(_ text: String) {
        #expect(LockRecord(bytes: Array(text.utf8)) == nil)
    }
}
