// Plays the swap in swap.apdu to a device behind `exchange-sim serve`, and approves it:
//
//	exchange-sim serve &
//	go run swap.go http://127.0.0.1:5000 ../swap.apdu
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: swap URL RECORDING"))
	}
	// A test build draws the same nonce each time: what was signed once is right again.
	var made struct{ ID string }
	call("POST", os.Args[1]+"/devices", map[string]string{"build": "test"}, &made)
	device := os.Args[1] + "/devices/" + made.ID

	recording, err := os.ReadFile(os.Args[2])
	if err != nil {
		fail(err)
	}
	for _, line := range strings.Split(string(recording), "\n") {
		if !strings.HasPrefix(line, "=> ") {
			continue
		}
		command := strings.TrimPrefix(line, "=> ")
		answer := play(device, command)
		fmt.Println(command[:8], answer[len(answer)-4:])
		if !strings.HasSuffix(answer, "9000") {
			os.Exit(1)
		}
	}
}

// play sends a command and approves the review that it may show.
func play(device, command string) string {
	answers := make(chan string, 1)
	go func() {
		var answer struct{ Data string }
		call("POST", device+"/apdu", map[string]string{"data": command}, &answer)
		answers <- answer.Data
	}()
	for {
		select {
		case answer := <-answers:
			return answer
		case <-time.After(10 * time.Millisecond):
			if text := screen(device); strings.Contains(text, "Review transaction") {
				fmt.Println(text)
				call("POST", device+"/sim/user", map[string]string{"does": "approve"}, nil)
			}
		}
	}
}

// screen is what is shown now, its lines in one.
func screen(device string) string {
	var shown struct{ Events []struct{ Text string } }
	call("GET", device+"/events?currentscreenonly=true", nil, &shown)
	var lines []string
	for _, event := range shown.Events {
		lines = append(lines, event.Text)
	}
	return strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
}

func call(method, url string, body, answer any) {
	sent, err := json.Marshal(body)
	if err != nil {
		fail(err)
	}
	request, err := http.NewRequest(method, url, bytes.NewReader(sent))
	if err != nil {
		fail(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		fail(err)
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		fail(fmt.Errorf("%s %s: %s", method, url, response.Status))
	}
	if answer != nil {
		if err := json.NewDecoder(response.Body).Decode(answer); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
