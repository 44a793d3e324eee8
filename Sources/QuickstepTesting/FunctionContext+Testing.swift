import Logging
import QuickstepJSON
public import QuickstepLambda
public import QuickstepPrimitives
import QuickstepServiceKit

extension FunctionContext {
    /// A context for a handler's unit test.
    ///
    /// Without a runtime the clock stands still at `now`, sleeping only moves it on, and calls of services are refused with an error
    /// that says so. With a `TestRuntime` both are the runtime's.
    ///
    /// - Parameters:
    ///   - functionName: Default `test`.
    ///   - requestID: Default: a fixed UUID.
    ///   - now: The time on the clock, where there is no runtime. Default: 2025-01-01T00:00:00Z.
    ///   - timeout: How long after now the deadline lies. Default 3 s.
    ///   - runtime: Whose clock and services the handler uses. Default: none.
    /// - Returns: The context.
    public static func test(
        functionName: String = "test",
        requestID: String = "00000000-0000-4000-8000-000000000000",
        now: Timestamp = Timestamp(milliseconds: 1_735_689_600_000),
        timeout: Duration = .seconds(3),
        runtime: TestRuntime? = nil
    ) -> FunctionContext {
        let environment: any HandlerEnvironment
        if let runtime {
            environment = ConnectedEnvironment(kernel: runtime.runtime.kernel)
        } else {
            environment = LoneEnvironment(now: now)
        }
        return FunctionContext(
            requestID: requestID,
            functionName: functionName,
            functionARN: "arn:aws:lambda:us-east-1:000000000000:function:\(functionName)",
            deadline: environment.now.adding(timeout),
            idempotencyToken: requestID,
            logger: Logger(label: functionName),
            environment: environment
        )
    }
}
