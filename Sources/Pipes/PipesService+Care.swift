import QuickstepJSON
package import QuickstepServiceKit

extension PipesService {
    package var rowShapes: [RowShape] {
        [
            RowShape("pipe names", of: .pipe, named: .fixed(""), 1, [.text]),
            .json("pipes", of: .pipe, 1) { try? PipeRecord(json: $0) },
            RowShape("batches of pipes", of: .pipe, 2, [.integer]),
        ]
    }
}
