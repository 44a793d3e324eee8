import QuickstepJSON
package import QuickstepServiceKit

extension LambdaService {
    package var rowShapes: [RowShape] {
        [
            .json("repeated calls", of: .function, FunctionRows.retrySection, [.integer]) {
                AsynchronousCall(row: $0, scope: .standard, function: "")
            }
        ]
    }
}
