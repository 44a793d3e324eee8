import QuickstepServiceKit
import Testing

@testable import QuickstepLambda

@Suite struct InvocationFailureTests {
    private struct Outer {
        struct PlainError: Error, CustomStringConvertible {
            var description: String { "it \"broke\"" }
        }
    }

    private enum Choice: Error {
        case first
        case second(code: Int)
    }

    private struct Named: FunctionError {
        let errorType = "ImageTooLarge"
        let errorMessage = "40 megapixels"
    }

    @Test func `an error is named by its type and told by its description`() {
        let failure = InvocationFailure.thrown(Outer.PlainError(), requestID: "r")
        #expect(failure.errorType == "PlainError")
        #expect(
            failure.cause
                == #"{"errorMessage":"it \"broke\"","errorType":"PlainError","requestId":"r","stackTrace":[]}"#
        )
    }

    @Test func `the cases of an enumeration are told`() {
        #expect(InvocationFailure.thrown(Choice.first, requestID: "r").errorMessage == "first")
        #expect(InvocationFailure.thrown(Choice.second(code: 7), requestID: "r").errorMessage == "second(code: 7)")
    }

    @Test func `an error may choose its name and text`() {
        let failure = InvocationFailure.thrown(Named(), requestID: "r")
        #expect(failure.errorType == "ImageTooLarge")
        #expect(failure.errorMessage == "40 megapixels")
    }

    @Test func `the error of a service keeps its code`() {
        let error = ServiceError(code: "NoSuchKey", message: "The specified key does not exist.")
        let failure = InvocationFailure.thrown(error, requestID: "r")
        #expect(failure.errorType == "NoSuchKey")
        #expect(failure.errorMessage == "The specified key does not exist.")
    }

    @Test(arguments: [
        (Duration.seconds(1), "1.00"), (.milliseconds(1500), "1.50"), (.milliseconds(75), "0.07"),
        (.seconds(900), "900.00"),
    ])
    func `a timeout is told in Lambda's words`(timeout: Duration, text: String) {
        let failure = InvocationFailure.timedOut(after: timeout, requestID: "r")
        #expect(failure.errorType == "Sandbox.Timedout")
        let message = "RequestId: r Error: Task timed out after \(text) seconds"
        #expect(failure.cause == #"{"errorType":"Sandbox.Timedout","errorMessage":"\#(message)"}"#)
    }

    @Test func `a missing function is told in the words of a workflow's task`() {
        let reference = FunctionReference(scope: .standard, name: "nope")
        let failure = InvocationFailure.notFound(reference, requestID: "r", hint: "Link it.")
        #expect(failure.errorType == "Lambda.ResourceNotFoundException")
        #expect(
            failure.cause
                == "Function not found: arn:aws:lambda:us-east-1:000000000000:function:nope:$LATEST (Service: AWSLambda; "
                + "Status Code: 404; Error Code: ResourceNotFoundException; Request ID: r; Proxy: null)"
        )
        #expect(failure.errorMessage.hasSuffix("Link it."))
    }
}
