// What a probe's own language makes of URLs and of v1 links: lines of JSON in, lines of JSON out.
//
// {"parse": URL} -> {"ok": whether net/url takes it}
// {"link": LINK} -> {"urls": what a probe would test}
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
)

type question struct {
	Parse *string `json:"parse"`
	Link  *string `json:"link"`
}

func urls(link string) ([]string, error) {
	parsed, err := url.Parse(link)
	if err != nil {
		return nil, err
	}
	if parsed.Host != "run.ooni.io" || parsed.Path != "/nettest" || parsed.Query().Get("tn") == "" {
		return nil, fmt.Errorf("no v1 link")
	}
	text, err := url.QueryUnescape(parsed.Query().Get("ta"))
	if err != nil {
		return nil, err
	}
	var found struct {
		URLs []string `json:"urls"`
	}
	return found.URLs, json.Unmarshal([]byte(text), &found)
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 0, 1<<20), 1<<26)
	out := json.NewEncoder(os.Stdout)
	for lines.Scan() {
		var asked question
		if err := json.Unmarshal(lines.Bytes(), &asked); err != nil {
			panic(err)
		}
		if asked.Parse != nil {
			parsed, err := url.Parse(*asked.Parse)
			out.Encode(map[string]any{"ok": err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https") && parsed.Hostname() != ""})
			continue
		}
		found, err := urls(*asked.Link)
		if err != nil {
			panic(err)
		}
		out.Encode(map[string]any{"urls": found})
	}
}
