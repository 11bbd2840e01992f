module example.com/exchange-sim-swap

go 1.19
