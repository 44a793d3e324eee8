import QuickstepRegularExpressions

extension PathParser {
    /// `/pattern/flags`.
    ///
    /// The pattern ends at the first slash without a backslash; the backslash stays in the pattern, where it takes nothing from
    /// the slash. Flags are the letters that follow.
    mutating func regularExpression() throws(JSONPathError) -> FilterPattern {
        let start = self.position
        self.position += 1
        let pattern = try self.patternText(from: start)
        let flagsStart = self.position
        var flags = String.UnicodeScalarView()
        while let scalar = self.next, scalar.properties.isIDContinue {
            flags.append(scalar)
            self.position += 1
        }
        do throws(RegularExpressionError) {
            // The flags alone first: what is wrong with them has its place behind the pattern.
            _ = try RegularExpression("", flags: String(flags), dialect: .java)
        } catch {
            throw self.error(error.message, at: flagsStart, isUnsupported: error.isUnsupported)
        }
        do throws(RegularExpressionError) {
            let expression = try RegularExpression(pattern, flags: String(flags), dialect: .java)
            return FilterPattern(text: "/\(pattern)/\(String(flags))", expression: expression)
        } catch {
            let place = start + 1 + pattern.scalarCount(before: error.offset)
            throw self.error(
                "In the regular expression: \(error.message)",
                at: place,
                isUnsupported: error.isUnsupported
            )
        }
    }

    private mutating func patternText(from start: Int) throws(JSONPathError) -> String {
        var pattern = String.UnicodeScalarView()
        while let scalar = self.next {
            self.position += 1
            if scalar == "/" { return String(pattern) }
            pattern.append(scalar)
            if scalar == "\\", let escaped = self.next {
                pattern.append(escaped)
                self.position += 1
            }
        }
        throw self.error("The regular expression is never closed", at: start)
    }
}

extension String {
    /// How many scalars begin before a place that is given in UTF-16 units.
    fileprivate func scalarCount(before units: Int) -> Int {
        var passed = 0
        var count = 0
        for scalar in self.unicodeScalars {
            guard passed < units else { break }
            passed += UTF16.width(scalar)
            count += 1
        }
        return count
    }
}
