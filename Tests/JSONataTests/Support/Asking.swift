import JSONata
import QuickstepJSON

/// The result of an expression as compact text: `nothing` where there is none, and `! CODE` where it fails.
func ask(
    _ source: String,
    _ input: String? = nil,
    dialect: Dialect = .standard,
    _ adjust: (inout Surroundings) throws -> Void = { _ in }
) throws -> String {
    var surroundings = Surroundings(milliseconds: 1_510_067_557_121)
    try adjust(&surroundings)
    let value = try input.map { try JSONValue.parse($0) }
    do throws(JSONataError) {
        switch try Expression(source, dialect: dialect).outcome(value, with: surroundings) {
        case .nothing: return "nothing"
        case .function: return "function"
        case .value(let value): return value.compactText
        }
    } catch {
        return "! \(error.code)"
    }
}

/// The error of an expression, nil where it has none.
func failure(
    of source: String,
    _ input: String? = nil,
    _ adjust: (inout Surroundings) -> Void = { _ in }
) throws -> JSONataError? {
    var surroundings = Surroundings()
    adjust(&surroundings)
    let value = try input.map { try JSONValue.parse($0) }
    do throws(JSONataError) {
        _ = try Expression(source).outcome(value, with: surroundings)
        return nil
    } catch {
        return error
    }
}
