"""What customers are promised: policies, and the promises of each conversation under one (CNV-10)."""
