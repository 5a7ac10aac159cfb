// Prints what go/parser sees in the Go files that standard input names: one line of counts each, or "ERR".
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		file, err := parser.ParseFile(token.NewFileSet(), in.Text(), nil, parser.SkipObjectResolution)
		if err != nil {
			fmt.Fprintln(out, "ERR")
			continue
		}
		var calls, literals, selectors, funcs, stars, assertions int
		ast.Inspect(file, func(node ast.Node) bool {
			switch node.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.CallExpr:
				calls++
			case *ast.CompositeLit:
				literals++
			case *ast.SelectorExpr:
				selectors++
			case *ast.FuncLit:
				funcs++
			case *ast.StarExpr:
				stars++
			case *ast.TypeAssertExpr:
				assertions++
			}
			return true
		})
		fmt.Fprintln(out, calls, literals, selectors, funcs, stars, assertions)
	}
}
